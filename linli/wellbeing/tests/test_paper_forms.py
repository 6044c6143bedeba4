"""A scale on paper: every item, the lines for help, how to hand it in, and never a score."""

import pytest

from linli.wellbeing.models import ImportedScale
from linli.wellbeing.scales import BUILT_IN, load
from linli.wellbeing.tests.test_offered import LICENCE, content
from linli.wellbeing.views_paper import rows_of
from tests.paper import fonts_of, pages_of, text_of

SAID = {
    "zh": ("请给我打电话", "阳光小屋", "怎么交", "不是诊断"),
    "en": ("Please call me", "Sunshine Cottage", "envelope", "not a diagnosis"),
}


def squeezed(text):
    """Without spaces, line ends and the hyphen that does not break: a cell may be set on two lines."""
    return "".join(text.replace("\u2011", "-").split())


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_scale_has_one_page_with_all_that_somebody_without_a_phone_needs(world, client, name, language):
    world.community.settings["help_phone"] = "027-88887777"
    world.community.save()
    answer = client.get(f"/cottage/{world.community.pk}/paper/{name}/{language}/")
    assert answer["Content-Type"] == "application/pdf" and not answer.cookies
    text = squeezed(text_of(answer.content))
    scale = load()[name]
    heads = [word for one in scale["answers"] for word in one["text"][language].split()]
    assert all(word in text for word in heads)  # columns stand side by side: their lines are read across
    texts = [item["text"] for item in scale["items"]]
    for words in [*texts, scale["title"], scale["instruction"], scale["source"], scale["licence"]["text"]]:
        assert squeezed(words[language]) in text
    for words in [*SAID[language], "12356", "120", "110", "027-88887777", world.community.name]:
        assert squeezed(words) in text
    assert pages_of(answer.content) == 1
    assert "NotoSansCJK" in fonts_of(answer.content)


def test_the_form_shows_neither_bands_nor_cut_offs(world):
    for scale in load().values():
        for language in ("zh", "en"):
            shown = str(rows_of(scale, world.community, language))
            assert all(band["text"][language] not in shown for band in scale["bands"])
            assert all(cutoff["setting"][language] not in shown for cutoff in scale["cutoffs"])


def test_a_brought_in_scale_is_printed_too_and_what_is_not_offered_is_not(world, client):
    paper = f"/cottage/{world.community.pk}/paper"
    assert client.get(f"{paper}/example-4/zh/").status_code == 404
    by = world.users["administrator"]
    ImportedScale.bring_in(world.community, content(), licence=LICENCE, by=by, at=world.at)
    assert "（示例）b, reversed" in text_of(client.get(f"{paper}/example-4/zh/").content)
    assert client.get(f"{paper}/phq-9/fr/").status_code == client.get(f"{paper}/isi/zh/").status_code == 404


def test_an_imported_text_is_printed_as_it_is_and_never_run(world, client):
    odd = {"zh": '#panic("x") $x$ <b> \\ *', "en": '#panic("x") $x$ <b> \\ *'}
    by = world.users["administrator"]
    ImportedScale.bring_in(world.community, content(title=odd, instruction=odd), licence=LICENCE, by=by, at=world.at)
    text = text_of(client.get(f"/cottage/{world.community.pk}/paper/example-4/en/").content)
    assert '#panic("x") $x$ <b>' in text

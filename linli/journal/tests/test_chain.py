"""What a chain shows and what it cannot show."""

from linli.journal.chain import verify
from linli.journal.models import Head, Line
from linli.journal.verbs import record, verb


@verb
def greet(subject, times=1):
    for number in range(times):
        record("test.greeted", subject, by=None, number=number)


def lines():
    return list(Line.objects.order_by("sequence"))


def test_an_untouched_chain_verifies_against_its_head(world):
    greet(world.residents["王梅"], times=3)
    head = Head.objects.get(pk=world.community.pk)
    assert verify(lines(), (head.sequence, head.hash)) == (3, head.hash, [])


def test_an_edited_line_is_found(world):
    greet(world.residents["王梅"], times=3)
    edited = lines()
    edited[1].codes = {"number": 7}
    assert [(f.sequence, f.what) for f in verify(edited)[2]] == [(2, "changed")]


def test_a_deleted_line_is_found(world):
    greet(world.residents["王梅"], times=3)
    all_ = lines()
    assert [(f.sequence, f.what) for f in verify([all_[0], all_[2]])[2]] == [(2, "missing"), (3, "relinked")]


def test_a_cut_tail_is_found_only_against_a_head_kept_outside(world):
    greet(world.residents["王梅"], times=3)
    kept = (3, lines()[-1].hash)
    assert verify(lines()[:2])[2] == []
    assert [f.what for f in verify(lines()[:2], kept)[2]] == ["cut"]


def test_nested_verbs_append_once_at_the_end(world):
    @verb
    def outer():
        greet(world.residents["王梅"])
        assert not Line.objects.exists()
        greet(world.residents["陈浩"])

    outer()
    assert [line.sequence for line in lines()] == [1, 2]

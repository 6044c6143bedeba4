"""``linli journal``: whatever somebody with the database's password does to a chain, it shows."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from linli.cli.journal import journal
from linli.journal.chain import digest
from linli.journal.models import Head, Line
from linli.journal.tests.test_chain import greet
from tests.append_only import without_triggers


@pytest.fixture
def chain(world):
    greet(world.residents["王梅"], times=4)
    without_triggers()
    return world.community


def run(*arguments):
    return CliRunner().invoke(journal, [str(one) for one in arguments])


def found(*arguments):
    """(exit code, [(sequence, what)…]) of the one community that is verified."""
    done = run("verify", *arguments)
    [line] = done.output.splitlines()
    return done.exit_code, [(one["sequence"], one["what"]) for one in json.loads(line)["findings"]]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def cut(community, to):
    """What somebody does who knows the system: lines gone, stored head put back."""
    sql("DELETE FROM journal_line WHERE sequence > %s", to)
    last = Line.objects.get(sequence=to)
    Head.objects.filter(pk=community.pk).update(sequence=to, hash=last.hash)


def test_untouched_chains_are_one_line_each(chain, other_world):
    done = run("verify")
    seen = {line["community"]: line for line in map(json.loads, done.output.splitlines())}
    assert done.exit_code == 0
    head = Head.objects.get(pk=chain.pk)
    assert seen[str(chain.pk)] == {
        "community": str(chain.pk), "lines": 4, "head": f"4:{head.hash}", "ok": True, "findings": [],
    }  # fmt: skip
    assert seen[str(other_world.community.pk)]["lines"] == 0


def test_an_edit_is_found(chain):
    sql("UPDATE journal_line SET actor = 'user:1' WHERE sequence = 2")
    assert found() == (1, [(2, "changed")])


def test_an_edit_with_its_own_new_hash_is_found(chain):
    line = Line.objects.get(sequence=2)
    line.event = "test.forgotten"
    sql("UPDATE journal_line SET event = %s, hash = %s WHERE sequence = 2", line.event, digest(line))
    assert found() == (1, [(3, "relinked")])


def test_a_deleted_line_is_found(chain):
    sql("DELETE FROM journal_line WHERE sequence = 2")
    assert found() == (1, [(2, "missing"), (3, "relinked")])


def test_a_replaced_line_is_found(chain):
    columns = "id, community_id, sequence, at, event, subject, actor, codes, previous, hash"
    other = columns.replace("subject", "'resident:0'")
    if connection.vendor == "sqlite":
        sql(f"INSERT OR REPLACE INTO journal_line ({columns}) SELECT {other} FROM journal_line WHERE sequence = 2")
    else:
        sql(
            f"INSERT INTO journal_line ({columns}) SELECT {other} FROM journal_line WHERE sequence = 2 "
            "ON CONFLICT (id) DO UPDATE SET subject = EXCLUDED.subject"
        )
    assert found() == (1, [(2, "changed")])


def test_renumbered_lines_are_found(chain):
    sql("UPDATE journal_line SET sequence = 12 WHERE sequence = 2")
    sql("UPDATE journal_line SET sequence = 2 WHERE sequence = 3")
    sql("UPDATE journal_line SET sequence = 3 WHERE sequence = 12")
    code, findings = found()
    assert code == 1 and {(2, "changed"), (2, "relinked"), (3, "changed"), (3, "relinked")} <= set(findings)


def test_a_tail_that_was_cut_clumsily_is_found_by_the_stored_head(chain):
    sql("DELETE FROM journal_line WHERE sequence > 3")
    assert found() == (1, [(4, "cut")])


def test_a_line_beyond_the_stored_head_is_found(chain):
    Head.objects.filter(pk=chain.pk).update(sequence=3, hash=Line.objects.get(sequence=3).hash)
    assert found() == (1, [(4, "beyond_head")])


def test_a_cut_tail_is_found_only_with_the_head_kept_outside(chain, tmp_path):
    signed = run("head").output
    plain = ":".join(signed.split()[1].split(":")[:2])
    on_paper = tmp_path / "head.txt"
    on_paper.write_text(signed)
    cut(chain, 3)
    assert found() == (0, [])
    for kept in (signed, signed.split()[1], plain, on_paper):
        assert found("--head", kept) == (1, [(4, "cut")]), kept


def test_a_chain_that_was_written_anew_is_found_only_with_the_head_kept_outside(chain):
    signed = run("head").output
    previous = "0" * 64
    for line in Line.objects.order_by("sequence"):
        line.actor, line.previous = "user:1", previous
        previous = digest(line)
        sql("UPDATE journal_line SET actor = %s, previous = %s, hash = %s WHERE sequence = %s",
            line.actor, line.previous, previous, line.sequence)  # fmt: skip
    Head.objects.filter(pk=chain.pk).update(hash=previous)
    assert found() == (0, [])
    assert found("--head", signed) == (1, [(4, "changed")])


def test_a_head_from_long_ago_still_fits(chain, world):
    signed = run("head").output
    greet(world.residents["王梅"], times=3)
    assert found("--head", signed) == (0, [])


def test_a_community_that_is_gone_altogether_is_found(chain):
    signed = run("head").output
    sql("DELETE FROM journal_line")
    Head.objects.all().delete()
    assert found() == (0, [])
    assert found("--head", signed) == (1, [(4, "cut")])


def test_a_forged_head_is_refused_in_one_line(chain):
    name, _, head = run("head").output.strip().partition(" ")
    for forged in (f"{name} 9{head[1:]}", f"9{head[1:]}", head[:-2] + ("AA" if head[-2:] != "AA" else "BB")):
        done = run("verify", "--head", forged)
        assert done.exit_code == 2 and "did not sign" in done.output, done.output
        assert len(done.output.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--community", "新城"),
        ("--community", "018f0000-0000-7000-8000-000000000000"),
        ("--head", ""),
        ("--head", "12"),
        ("--head", "/"),
        ("--head", "\0:"),
        ("--head", "1:" + "z" * 64),
        ("--head", "x" * 9000),
        ("--head", f"nobody 1:{'a' * 64}"),
    ],
)
def test_nonsense_is_one_line_and_exit_code_2(chain, arguments):
    done = run("verify", *arguments)
    assert done.exit_code == 2 and len(done.output.splitlines()) == 1, done.output


def test_a_head_without_signature_or_name_needs_a_community(chain, other_world):
    plain = f"4:{Head.objects.get(pk=chain.pk).hash}"
    assert "--community" in run("verify", "--head", plain).output
    assert found("--head", plain, "--community", chain.pk) == (0, [])

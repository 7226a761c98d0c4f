"""Lists of answers as columns."""

from transforms.answered import by_question


def answer(key: str, kind: str, **given: object) -> dict:
    (name,) = given
    return {"field": {"id": key, "ref": f"ref {key}", "type": kind}, "type": name, **given}


def test_a_question_is_called_as_it_was_asked_else_by_its_reference():
    fields = [{"id": "a", "title": "How likely?"}, {"properties": {"fields": [{"id": "b", "title": "Why?"}]}}]
    answers = [
        answer("a", "nps", number=9),
        answer("b", "long_text", text="Good"),
        answer("c", "nps", number=1),
    ]
    told = by_question({"token": "t", "definition": {"fields": fields}, "answers": answers})
    assert told == {"token": "t", "How likely?": 9, "Why?": "Good", "nps: ref c": 1}


def test_no_answer_is_lost_to_another_of_the_same_name_and_choices_are_their_labels():
    fields = [{"id": "a", "title": "token"}, {"id": "b", "title": "token"}]
    answers = [
        answer("a", "multiple_choice", choice={"label": "Free"}),
        answer("b", "multiple_choice", choices={"labels": ["Free", "Team"], "other": "Mine"}),
    ]
    told = by_question({"token": "t", "definition": {"fields": fields}, "answers": answers})
    assert told == {"token": "t", "token (2)": "Free", "token (3)": "Free; Team; Mine"}


def test_other_lists_of_answers_are_left_as_they_are():
    record = {"answers": [{"text": "x"}], "definition": {"fields": []}}
    assert by_question(record) == record

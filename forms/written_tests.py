"""What people type in about the written test."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

_MOST = 4000


class QuestionsForm(FlaskForm):
    """All questions in one field, one on each line: quick to write, to reorder and to paste."""

    questions = TextAreaField(
        _l("Vragen"),
        description=_l("Eén vraag per regel. Kort en eenvoudig: wat zou je doen?"),
        validators=[InputRequired(_l("Schrijf minstens één vraag.")), Length(max=_MOST)],
        render_kw={"rows": 12},
    )


def answers_form(questions: Sequence[tuple[str, str]], answers: Mapping[str, str]) -> FlaskForm:
    """A form with one text per question `(public id, text)`, filled with the answers so far."""

    class AnswersForm(FlaskForm):
        """Made anew for each test: its questions are the campaign's."""

    for key, text in questions:
        setattr(
            AnswersForm,
            f"q_{key}",
            TextAreaField(text, validators=[Length(max=_MOST)], render_kw={"rows": 3}),
        )
    return AnswersForm(data={f"q_{key}": text for key, text in answers.items()})


def rating_form(
    questions: Sequence[tuple[str, str]],
    scale: Sequence[SelectChoice],
    ratings: Mapping[str, str],
    remark: str,
) -> FlaskForm:
    """A form with one rating per question and a remark."""

    class RatingForm(FlaskForm):
        """Made anew for each test: its questions are the campaign's."""

        remark = TextAreaField(_l("Opmerking"), validators=[Length(max=2000)])

    for key, text in questions:
        field = RadioField(text, choices=scale, validators=[InputRequired(_l("Kies een beoordeling."))])
        setattr(RatingForm, f"q_{key}", field)
    return RatingForm(data={"remark": remark} | {f"q_{key}": value for key, value in ratings.items()})


def texts_of(form: FlaskForm) -> dict[str, str]:
    """What was given per question, by the question's public id."""
    return {name.removeprefix("q_"): field.data or "" for name, field in form._fields.items() if name.startswith("q_")}

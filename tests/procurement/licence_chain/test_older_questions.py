"""An assessment that was opened under earlier questions and rules has a history as well."""

from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts
from procurement.wording.model_history import model_history
from tests.procurement.older import first_library
from tests.procurement.telling import TODAY


def test_the_first_questions_and_rules_of_all_tell_a_history_too():
    library = first_library()
    told = parse_answers(
        library.bank,
        {"training_method": ["teacher_answers"], "teacher_name": "Qwen-72B", "base_model": "Qwen"},
    )
    history = model_history(gather_facts(library, told, TODAY), library)

    assert [model.name for model in history.models[:-1]] == ["Qwen-72B", "Qwen"]
    assert len(history.cannot_tell) == 2

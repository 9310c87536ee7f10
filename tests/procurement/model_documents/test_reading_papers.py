"""What published papers say becomes proposals with their places; what is not said is not proposed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from procurement.library import load_library
from procurement.model_documents.recognising import read_paper
from procurement.questionnaire.answers import parse_answers
from tests.procurement.model_documents.papers import CARD, CONFIG, PARTS

BANK = load_library().bank


def read(text):
    paper = read_paper(text, title="the paper")
    return paper, {each.key: each for each in paper.proposals}


def card(**front):
    return f"---\n{json.dumps(front)}\n---\n# Zebra 7B\n"


def test_a_model_card_says_all_this():
    paper, said = read(CARD)

    assert paper.shown == "a model card"
    assert {key: each.value for key, each in said.items()} == {
        "tier_name": "Triage-Turbo-3.2",
        "base_model": "meta-llama/Llama-3.1-8B-Instruct",
        "training_method": ["quantised_copy"],
        "base_licence": "llama_3_1",
        "training_data": ["synthetic", "public_web"],
        "student_score": 91.23,
        "file_format": "safetensors",
        "lineage_document": "the paper",
    }
    assert said["base_model"].found == (
        "front matter, base_model: meta-llama/Llama-3.1-8B-Instruct",
    )
    assert said["student_score"].found == (
        "front matter, model-index, accuracy on banking77: 0.9123",
    )
    assert said["training_method"].found[0] == "front matter, base_model_relation: quantized"
    assert said["base_model"].doubt == ""
    assert "model itself" in said["base_licence"].doubt
    assert "Trained on larkfield/enquiries-2025. Ask what is in it." in paper.remarks
    assert "Made for these languages: en and no." in paper.remarks, "no is Norwegian, and no lie"
    assert any("trained from a larger model" in each for each in paper.remarks)


def test_a_list_of_parts_says_all_this():
    paper, said = read(PARTS)

    assert paper.shown == "a list of parts (CycloneDX)"
    assert {key: each.value for key, each in said.items()} == {
        "bill_of_materials": "ai_sbom",
        "tier_name": "triage-turbo 3.2",
        "base_model": "bert-base 1",
        "base_licence": "apache_2_0",
        "training_data": ["personal_data", "public_web"],
        "student_score": 91.5,
        "lineage_document": "the paper",
    }
    assert said["base_model"].found == ("components, pedigree, ancestors: bert-base 1",)
    assert "names and addresses" in said["training_data"].found[0]


def test_a_config_says_all_this():
    paper, said = read(CONFIG)

    assert {key: each.value for key, each in said.items()} == {
        "base_model": "distilbert-base/distilbert-base-uncased",
        "training_method": ["quantised_copy"],
    }
    assert "gptq, 4 bits" in said["training_method"].found[0]
    assert said["base_model"].doubt
    assert "Its numbers are kept as float16." in paper.remarks


@pytest.mark.parametrize("text", [CARD, PARTS, CONFIG])
def test_every_proposal_is_an_answer_that_the_bank_takes(text):
    _, said = read(text)

    for key, each in said.items():
        assert parse_answers(BANK, {key: each.value}), key
        assert each.found


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("apache-2.0", "apache_2_0"), ("Apache 2.0", "apache_2_0"), ("MIT", "mit"), ("llama2", "llama_2"),
        ("llama3", "llama_3"), ("llama3.3", "llama_3_1"), ("llama3.2", "llama_3_1_plus"), ("llama4", "llama_vision"), ("gemma", "gemma_terms"),
        ("cc-by-nc-4.0", "cc_by_nc"), ("cc-by-4.0", "other_licence"), ("bigscience-openrail-m", "other_licence"),
    ],
)  # fmt: skip
def test_licences_are_known_by_their_published_names(name, option):
    assert read(card(license=name))[1]["base_licence"].value == option


def test_the_name_of_another_licence_goes_before_the_word_other():
    _, said = read(card(license="other", license_name="deepseek", license_link="LICENSE"))

    assert said["base_licence"].value == "deepseek_model"


def test_what_a_card_leaves_open_is_said_as_a_doubt():
    _, said = read(card(base_model=["a/one", "b/two"]))

    assert said["base_model"].value == "a/one and b/two"
    assert said["training_method"].value == ["fine_tuned"]
    assert "does not say" in said["training_method"].doubt
    assert said["tier_name"].value == "Zebra 7B"
    assert "heading" in said["tier_name"].doubt


def test_several_scores_are_told_and_none_is_chosen():
    metrics = [{"type": "accuracy", "value": 91}, {"type": "accuracy", "value": 80}]
    paper, said = read(card(**{"model-index": [{"name": "x", "results": [{"metrics": metrics}]}]}))

    assert "student_score" not in said
    assert any("2 accuracies" in each for each in paper.remarks)


@pytest.mark.parametrize(
    "path", ["/home/me/model", "./out", "model", "C:\\m\\x", "a/b/c", "../a/b"]
)
def test_a_path_of_somebodys_computer_is_no_model(path):
    assert "base_model" not in read(json.dumps({"model_type": "x", "_name_or_path": path}))[1]


def test_a_card_that_says_nothing_proposes_nothing():
    assert read("---\ntitle: hello\n---\nno heading\n")[1] == {}


def deep(levels):
    return "---\n" + "a: " + "[" * levels + "]" * levels + "\n---\n"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("just text", "read no answers"),
        ('{"a": 1}', "read no answers"),
        ("[1, 2]", "read no answers"),
        ("{broken", "not valid JSON"),
        ("---\na: [\n---\n", "not valid YAML"),
        ("---\na: &x [1]\nb: *x\n---\n", "refers back to parts of itself"),
        (deep(31), "too deeply nested"),
        (deep(100_000), "too deeply nested"),
        ("---\na: 1\na: 2\n---\n", "stands twice"),
        ('{"model_type": "a", "model_type": "b"}', "stands twice"),
        ('{"a":' * 40 + "1" + "}" * 40, "too deeply nested"),
        ('{"a":' * 100_000, "too deeply nested"),
        ("---\n" + "- x\n" * 50_000 + "---\n", "too long"),
        ('{"model_type": "' + "x" * 1_000_001 + '"}', "too long"),
        ("---\n!!python/object/apply:os.system [touch CANARY]\n---\n", None),
        ("---\na: !!python/name:os.system x\n---\n", None),
    ],
)
def test_traps_are_refused_in_words_and_run_nothing(text, piece, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if piece is None:
        read(text)
    else:
        with pytest.raises(Refused) as caught:
            read(text)
        assert piece in caught.value.sentence
        assert caught.value.file == "the paper"
        assert caught.value.what_to_do
    assert list(tmp_path.iterdir()) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
FRONT = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("base_model", "base_model_relation", "license", "license_name", "datasets", "tags", "language",
         "model-index", "metrics"), VALUES,
    ),
)  # fmt: skip
MODEL = st.fixed_dictionaries(
    {"type": st.just("machine-learning-model")},
    optional=dict.fromkeys(("name", "version", "licenses", "pedigree", "modelCard"), VALUES),
)
LISTS = st.fixed_dictionaries(
    {"bomFormat": st.just("CycloneDX"), "components": st.lists(MODEL | VALUES, max_size=3)},
    optional={"metadata": VALUES},
)
CONFIGS = st.fixed_dictionaries(
    {"model_type": st.text(max_size=5)},
    optional=dict.fromkeys(
        ("_name_or_path", "quantization_config", "torch_dtype", "architectures"), VALUES
    ),
)


@given(FRONT.map(lambda front: card(**front)) | LISTS.map(json.dumps) | CONFIGS.map(json.dumps))
def test_whatever_a_paper_holds_its_proposals_are_answers(text):
    try:
        _, said = read(text)
    except Refused:
        return
    for key, each in said.items():
        assert parse_answers(BANK, {key: each.value})
        assert all(place.isprintable() for place in each.found)

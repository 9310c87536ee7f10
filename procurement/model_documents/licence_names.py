"""Which of the bank's licences is meant by the names that model cards and lists of parts use."""

import re

# Hugging Face's and SPDX's names, in small letters.
_KNOWN = {
    "apache-2.0": "apache_2_0",
    "mit": "mit",
    "llama2": "llama_2",
    "llama3": "llama_3",
    "llama3.1": "llama_3_1",
    "llama3.2": "llama_3_1_plus",
    "llama3.3": "llama_3_1",
    "llama4": "llama_vision",
    "gemma": "gemma_terms",
    "tongyi-qianwen": "tongyi",
    "tongyi-qianwen-research": "research_only",
    "qwen": "qwen_custom",
    "qwen-research": "qwen_custom",
    "deepseek": "deepseek_model",
    "deepseek-license": "deepseek_model",
    "falcon-llm-license": "falcon",
    "falcon-180b-license": "falcon",
    "mrl": "research_only",
    "mnpl": "research_only",
    "mistral-ai-research-licence": "research_only",
    "none": "no_licence",
}
_NON_COMMERCIAL = re.compile(r"cc-by-nc(-.*)?")


def licence_meant(name: str) -> str:
    """Return the bank's option for a licence's name; "other_licence" for one it does not know."""
    plain = re.sub(r"[\s_]+", "-", name.strip().lower())
    if _NON_COMMERCIAL.fullmatch(plain):
        return "cc_by_nc"
    return _KNOWN.get(plain, "other_licence")

"""The tokenizer reads alike in transformers and tokenizers, and knows every byte."""

import pytest
from transformers import CLIPTokenizer

from mannequin.tokenizer import END, START, load_tokenizer, save_tokenizer, train_tokenizer, training_texts

CAPTIONS = ["oil_painting, a woman in a red dress dancing on a beach", "sketch, a man running in a street and a girl jumping"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("tokenizer")
    save_tokenizer(train_tokenizer(training_texts(CAPTIONS), 1000), path)
    return path


@pytest.mark.parametrize("text", [*CAPTIONS, "", "  two   spaces\n", "Ünïcode 漢字 🎉 don't 42!!", "long " * 200])
def test_transformers_and_tokenizers_agree(folder, text):
    expected = CLIPTokenizer.from_pretrained(folder)(text, padding="max_length", truncation=True, max_length=77).input_ids
    found = load_tokenizer(folder).encode(text).ids
    assert found == expected and len(found) == 77


def test_special_tokens_come_last_and_frame_the_text(folder):
    tokenizer = load_tokenizer(folder)
    size = tokenizer.get_vocab_size()
    assert (tokenizer.token_to_id(START), tokenizer.token_to_id(END)) == (size - 2, size - 1)
    ids = tokenizer.encode("a man").ids
    assert ids[0] == size - 2 and ids[3] == size - 1 and len(set(ids[3:])) == 1


def test_captions_are_words_not_letters(folder):
    tokens = [t for t in load_tokenizer(folder, None).encode(CAPTIONS[0]).tokens if t not in (START, END)]
    assert tokens == ["oil</w>", "_</w>", "painting</w>", ",</w>", "a</w>", "woman</w>", "in</w>", "a</w>", "red</w>", "dress</w>", "dancing</w>",
                      "on</w>", "a</w>", "beach</w>"]


def test_any_text_comes_back(folder):
    tokenizer = load_tokenizer(folder, None)
    assert tokenizer.decode(tokenizer.encode("zürich 漢字").ids).replace("</w>", " ").split() == ["zürich", "漢字"]

"""The tokenizer: a byte-pair encoding in CLIP's manner, learned from the captions and a list of common words.

    python -m mannequin.tokenizer --data DIR --out DIR/tokenizer

Lower case, `</w>` at the end of a word, <|startoftext|> and <|endoftext|>, 77 tokens. Its alphabet is all 256 bytes, so any
text tokenizes. Writes tokenizer.json for `tokenizers`, and vocab.json and merges.txt besides for CLIPTokenizer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .synth.types import SCENES

START, END = "<|startoftext|>", "<|endoftext|>"
MODEL_MAX_LENGTH = 77
VOCABULARY_SIZE = 1500

NEGATIVE_PROMPT_WORDS = (
    "longbody, lowres, bad anatomy, bad hands, missing fingers, extra digit, fewer digits, cropped, worst quality, low quality, "
    "blurry, deformed, extra limbs, ugly, watermark, text, signature")

COMMON_WORDS = (
    "the of and to in is it you that he was for on are with as his they at be this from have or by one had not but what all were when we "
    "there can an your which their said if do will each about how up out them then she many some so these would other into has more her "
    "two like him see time could no make than first been its who now people my made over did down only way find use may water long little "
    "very after words called just where most know get through back much before go good new write our used me man too any day same right look "
    "think also around another came come work three word must because does part even place well such here take why things help put years "
    "different away again off went old number great tell men say small every found still between name should home big give air line set own "
    "under read last never us left end along while might next sound below saw something thought both few those always looked show large often "
    "together asked house world going want school important until form food keep children feet land side without boy once animals life enough "
    "took sometimes four head above kind began almost live page got earth need far hand high year mother light parts country father let night "
    "following picture being study second eyes soon times story boys since white days ever paper hard near sentence better best across during "
    "today others however sure means knew try told young miles sun ways thing whole hear example heard several change answer room sea against "
    "top turned learn point city play toward five using himself usually red green blue yellow black brown orange pink purple gray grey gold "
    "silver beautiful detailed background extremely quality masterpiece style painting drawing photo picture image portrait person woman girl "
    "dancing running standing walking sitting jumping fighting sleeping holding wearing dress shirt trousers skirt hat hair street park beach "
    "forest mountain river stage evening morning winter summer autumn spring rain snow fog")


def _normalizer() -> normalizers.Normalizer:
    return normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])


def _pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    words = Regex(r"""'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+""")
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(words, behavior="removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])


def _byte_alphabet() -> list[str]:
    """The 256 characters that stand for bytes, in CLIP's order."""
    alphabet = set(pre_tokenizers.ByteLevel.alphabet())
    printable = [chr(c) for c in (*range(33, 127), *range(161, 173), *range(174, 256))]
    return [*printable, *sorted(alphabet - set(printable))]


def train_tokenizer(texts: Iterator[str], vocabulary_size: int = VOCABULARY_SIZE) -> Tokenizer:
    """Learn the merges; ids: 256 bytes, 256 bytes at a word's end, merges, START, END."""
    learner = Tokenizer(models.BPE(end_of_word_suffix="</w>", unk_token=END))
    learner.normalizer, learner.pre_tokenizer = _normalizer(), _pre_tokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size, end_of_word_suffix="</w>", initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    learner.train_from_iterator(texts, trainer)
    learned = json.loads(learner.to_str())["model"]
    return assemble_tokenizer([tuple(pair) for pair in learned["merges"]], vocabulary_size)


def assemble_tokenizer(merges: list[tuple[str, str]], vocabulary_size: int = VOCABULARY_SIZE) -> Tokenizer:
    """CLIP's layout of the vocabulary around the learned merges."""
    letters = _byte_alphabet()
    tokens = [*letters, *(f"{letter}</w>" for letter in letters)]
    merges = merges[: vocabulary_size - len(tokens) - 2]
    tokens += [a + b for a, b in merges]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys([*tokens, START, END]))}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, end_of_word_suffix="</w>", unk_token=END))
    tokenizer.normalizer, tokenizer.pre_tokenizer = _normalizer(), _pre_tokenizer()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([START, END])
    tokenizer.post_processor = processors.RobertaProcessing(
        (END, vocabulary[END]), (START, vocabulary[START]), trim_offsets=False, add_prefix_space=False)
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, out: Path) -> None:
    """Write the five files that transformers and tokenizers read."""
    out.mkdir(parents=True, exist_ok=True)
    model = json.loads(tokenizer.to_str())["model"]
    tokenizer.save(str(out / "tokenizer.json"))
    (out / "vocab.json").write_text(json.dumps(model["vocab"], ensure_ascii=False))
    (out / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in model["merges"]))
    special = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
    (out / "special_tokens_map.json").write_text(json.dumps(special, indent=2))
    (out / "tokenizer_config.json").write_text(json.dumps(
        {"tokenizer_class": "CLIPTokenizer", "model_max_length": MODEL_MAX_LENGTH, "do_lower_case": True, "add_prefix_space": False, **special}, indent=2))


def load_tokenizer(folder: Path, length: int | None = MODEL_MAX_LENGTH) -> Tokenizer:
    """The tokenizer with CLIP's truncation, and padding by END to `length` (None: to the longest of the batch)."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MODEL_MAX_LENGTH)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(END), pad_token=END, length=length)
    return tokenizer


def training_texts(captions: list[str]) -> Iterator[str]:
    """Captions, then the words that users type and captions lack."""
    yield from captions
    for _ in range(20):
        yield from (scene.replace("_", " ") for scene in SCENES)
        yield NEGATIVE_PROMPT_WORDS
        yield COMMON_WORDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary-size", type=int, default=VOCABULARY_SIZE)
    args = parser.parse_args()
    captions = json.loads((args.data / "captions.json").read_text())
    tokenizer = train_tokenizer(training_texts(captions), args.vocabulary_size)
    save_tokenizer(tokenizer, args.out)
    lengths = [len(encoding.ids) for encoding in tokenizer.encode_batch(captions)]
    print(f"{tokenizer.get_vocab_size()} tokens; captions have {min(lengths)} to {max(lengths)}, mean {sum(lengths) / len(lengths):.1f}")


if __name__ == "__main__":
    main()

"""Folding of place names: the spellings of one name meet, and different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treve.intake.names import folded, keys, plain, sketch, sort_said

SAME = (
    ("Raqqa", "Raqa", "Ar-Raqqah", "ar raqqa", "RAKKA", "Эр-Ракка"),
    ("Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir al-Zour", "Дейр-эз-Зор"),
    ("Khan Shaykhun", "Khan Cheikhoun", "Khān Sheikhūn", "Khan-Cheykhoun", "Хан-Шейхун"),
    ("Talbisah", "Talbissé", "Talbiseh", "Talbise"),
    ("Ma'arrat an-Nu'man", "Maarat al-Numan", "Maaret al-Nouman"),
    ("Jisr ash-Shughur", "Jisr al-Choughour", "Jisr Al-Shughour"),
    ("Al-Bab", "El Bab", "Al Bāb", "AL BAB"),
    ("Lattakia", "Lattaquié", "Latakia"),
    ("Kafr Nabl", "Kafar Nabl", "Kfar Nabl"),
    ("Eastern Ghouta", "Ghouta orientale", "East Ghutah", "la Ghouta orientale", "Восточная Гута"),
    ("Castello Road", "route du Castello", "Castello"),
    ("province d'Idleb", "Idlib Governorate", "Idlib"),
    ("أَلرَّقَّة", "الرقة", "رقه", "الرقـــة"),
    ("إدلب", "ادلب", "محافظة إدلب"),
    ("داريّا", "داريا"),
)


@pytest.mark.parametrize("spellings", SAME, ids=lambda one: one[0])
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    first = set(keys(spellings[0]))
    for other in spellings[1:]:
        assert first & set(keys(other)), (keys(spellings[0]), keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hama"),
        ("Damas", "Rif Damas"),
        ("Daraya", "Deraa"),
        ("Douma", "Dummar"),
        ("Kafraya", "Kafranbel"),
        ("حمص", "حماة"),
        ("Aleppo", "Alma"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


def test_a_name_may_say_what_sort_of_place_it_is() -> None:
    assert sort_said("ville d'Alep") == "settlement"
    assert sort_said("province d’Idlib") == sort_said("محافظة حلب") == sort_said("Idlib governorate") == "governorate"
    assert sort_said("Alep") == sort_said("province") == sort_said("") == ""
    assert folded("province") != "", "a name of such words alone is kept"


@given(st.text(max_size=60))
def test_folding_takes_any_text_and_is_stable(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert keys(name) or not folded(name)
    for key in keys(name):
        assert key.strip() == key != ""
        assert len(sketch(key)) <= len(key)


@given(st.sampled_from([name for group in SAME for name in group]), st.sampled_from(["  {} ", "{}.", "« {} »", "({})"]))
def test_punctuation_and_space_change_nothing(name: str, around: str) -> None:
    assert keys(around.format(name)) == keys(name)

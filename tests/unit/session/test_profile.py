"""The unit's particulars are kept as forms want them."""

from pathlib import Path

from castforms.session.profile import ProfileStore


def test_numbers_and_addresses_are_kept_in_half_width_characters(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    store.save({"unit": "中国ＡＢ学会", "phone": "（０１０）６２１０３３６６", "email": "wang＠cast．org．cn"})
    kept = store.load()
    assert (kept["phone"], kept["email"]) == ("（010）62103366", "wang@cast.org.cn")
    assert kept["unit"] == "中国ＡＢ学会"

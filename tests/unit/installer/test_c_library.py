from installer.c_library import SOURCE, exports


def test_complex_numbers_are_answered_here_and_all_else_by_the_library_behind() -> None:
    lines = exports(["cexp", "cexpf", "cexpl", "exp", "??0bad_cast@@QEAA@XZ"]).splitlines()
    assert lines == [
        "EXPORTS",
        '"cexp" = "castforms_cexp"',
        '"cexpf" = "castforms_cexpf"',
        '"cexpl" = "castforms_cexp"',
        '"exp" = "ucrtwine.exp"',
        '"??0bad_cast@@QEAA@XZ" = "ucrtwine.??0bad_cast@@QEAA@XZ"',
    ]


def test_every_promised_function_is_written() -> None:
    source = SOURCE.read_text(encoding="ascii")
    names = {line.partition("castforms_")[2] for line in exports(["csqrt", "creal", "cpow", "carg"]).splitlines()[1:]}
    for name in sorted(each.rstrip('"') for each in names):
        assert f"({name})" in source or f"castforms_{name}(" in source

def pyplot():
    """matplotlib, with a font that has Korean letters where there is one."""
    from matplotlib import font_manager, pyplot

    known = {font.name for font in font_manager.fontManager.ttflist}
    hangul = ["Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic", "Noto Sans CJK KR"]
    pyplot.rcParams["font.family"] = [font for font in hangul if font in known] + ["DejaVu Sans"]
    return pyplot

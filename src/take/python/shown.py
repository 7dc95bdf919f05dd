def shown(number):
    """Five significant digits, as the page writes them."""
    if number == 0:
        return "0"
    size = abs(number)
    if 1e-3 <= size < 1e5:
        digits = min(max(4 - math.floor(math.log10(size)), 0), 5)
        text = f"{number:.{digits}f}"
    else:
        mantissa, _, exponent = f"{number:.2e}".partition("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")

def read(name, header):
    """The bytes of a file behind its header: from the folder `data`, or from the page's site."""
    folder = Path(globals().get("__file__", "")).parent / "data"
    path = folder / name
    try:
        if not path.exists():
            with urllib.request.urlopen(SITE + name, timeout=60) as answer:
                content = answer.read()
            folder.mkdir(exist_ok=True)
            path.write_bytes(content)
        return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)
    except Exception as error:
        sys.exit(WORDS["missing"].format(folder=folder.resolve(), error=error))


PARTS = "first", "rest"  # of 10,000 digits, in the page's order
IMAGES = np.concatenate([read(f"mnist-{part}-images.gz", 16) for part in PARTS])
IMAGES = IMAGES.reshape(-1, 784).astype(np.float32) / 255
LABELS = np.concatenate([read(f"mnist-{part}-labels.gz", 8) for part in PARTS])

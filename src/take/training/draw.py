try:
    plot(pyplot())
except ImportError:
    print(WORDS["plotless"])

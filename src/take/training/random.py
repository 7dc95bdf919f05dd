class Random:
    """The page's random numbers: PCG-XSH-RR 64/32 (O'Neill 2014), a stream for each purpose."""

    WEIGHTS, MINIBATCHES, DROPOUT, INPUTS, SEARCH = range(1, 6)

    def __init__(self, seed, stream):
        self.step = 2 * stream + 1
        self.state = (scatter(scatter(seed) ^ stream) + self.step) % 2**64
        self.peek(1)
        self.skip(1)

    def peek(self, count):
        """The next numbers, 32 bits each."""
        powers, sums = jumps(count)
        self.ahead = powers * np.uint64(self.state) + sums * np.uint64(self.step)
        s = self.ahead[:-1]
        x, turn = ((s >> 18 ^ s) >> 27).astype(np.uint32), (s >> 59).astype(np.uint32)
        return x >> turn | x << (-turn & 31)

    def skip(self, count):
        """Past so many of those that `peek` saw."""
        self.state = int(self.ahead[count])

    def peek64(self, count):
        low, high = self.peek(2 * count).astype(np.uint64).reshape(-1, 2).T
        return high << 32 | low

    def word(self):
        (bits,) = self.peek64(1)
        self.skip(2)
        return int(bits)

    def random(self, shape):
        """Uniform in [0, 1)."""
        x = self.peek(math.prod(shape))
        self.skip(len(x))
        return (x >> 8).astype(np.float32).reshape(shape) * np.float32(2**-24)

    def below(self, n, count):
        """Whole numbers from 0 to n − 1: the high half of n times 32 bits."""
        found = []
        while len(found) < count:
            product = self.peek(count - len(found)).astype(np.uint64) * n
            low = product & 0xFFFFFFFF
            odd = np.flatnonzero(low > 2**32 - n)[:1]  # too near the edge: 32 bits more decide
            until = odd[0] if len(odd) else len(product)
            found += (product[:until] >> 32).tolist()
            self.skip(until)
            if len(odd):
                more = self.peek(2).tolist()[1] * n >> 32
                self.skip(2)
                found.append(int(product[until] >> 32) + (int(low[until]) + more >= 2**32))
        return np.array(found)

    def standard_normal(self, shape):
        return self.normals(math.prod(shape)).astype(np.float32).reshape(shape)

    def normals(self, missing):
        """Ziggurat (Doornik 2005): 99 of 100 numbers lie in a box that is all under the curve."""
        parts = []
        while missing > 0:
            bits = self.peek64(min(missing, 256))
            box = (bits & 255).astype(int)
            x = ((bits >> 12) * 2.0**-51 - 1) * EDGE[box]
            odd = np.flatnonzero(abs(x) >= EDGE[box + 1])[:1]
            until = odd[0] if len(odd) else len(x)
            self.skip(2 * until)
            parts += [x[:until], [self.beside()] if len(odd) else []]
            missing -= len(parts[-2]) + len(parts[-1])
        return np.concatenate(parts)

    def beside(self):
        """The next normal number, wherever it lies."""
        while True:
            bits = self.word()
            box, u = bits & 255, (bits >> 12) * 2.0**-51 - 1
            x = u * EDGE[box]
            if abs(x) < EDGE[box + 1]:
                return x
            if box == 0:
                return self.tail(u)
            height = HEIGHT[box + 1] + (HEIGHT[box] - HEIGHT[box + 1]) * (self.word() >> 11) * 2.0**-53
            if height < math.exp(-x * x / 2):
                return x

    def tail(self, sign):
        x, y = 1.0, 0.0
        while -2 * y < x * x:
            x, y = (math.log((2 * (self.word() >> 12) + 1) * 2.0**-53) for _ in "xy")
            x /= EDGE[1]
        return math.copysign(EDGE[1] - x, sign)


@functools.cache
def jumps(count):
    """Mᵏ and 1 + M + … + Mᵏ⁻¹, modulo 2⁶⁴, for k from 0 to count: s ← Ms + c, k times at once."""
    factors = np.full(count + 1, 6364136223846793005, np.uint64)
    factors[0] = 1
    powers = np.cumprod(factors)
    return powers, np.cumsum(powers) - powers


def scatter(x):
    """SplitMix64 (Steele, Lea & Flood 2014)."""
    x = (x + 0x9E3779B97F4A7C15) % 2**64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31


def ziggurat(r=3.654152885361008796, area=0.00492867323399):
    """256 boxes of equal area that cover the bell curve: where each ends, and how high it is."""
    edges = [area * math.exp(r * r / 2), r]
    while len(edges) < 256:
        height = math.exp(-(edges[-1] ** 2) / 2) + area / edges[-1]
        edges.append(math.sqrt(-2 * math.log(height)))
    edges = np.array([*edges, 0.0])
    return edges, np.exp(-(edges**2) / 2)


EDGE, HEIGHT = ziggurat()

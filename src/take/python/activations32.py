class Sigmoid32(Sigmoid32):
    def backward(self, dy):
        return dy * (self.y * (1 - self.y))


class Tanh32(Tanh):
    def forward(self, x):
        z = x * x
        p = f32(-5.7049887e-3) * z + f32(2.063909e-2)
        for factor in (-5.3739716e-2, 1.3331442e-1, -3.333328e-1):
            p = p * z + f32(factor)
        far = np.copysign(f32(1) - f32(2) / (exp32(f32(2) * np.abs(x)) + f32(1)), x)
        self.y = np.where(np.abs(x) < f32(0.625), p * z * x + x, far)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y * self.y)


class Relu32(Relu):
    def forward(self, x):
        self.y = np.where(x < 0, f32(0), x)
        return self.y

    def backward(self, dy):
        return np.where(self.y > 0, dy, f32(0))

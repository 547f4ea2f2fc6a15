"""Cells of the notebook that are the same for every lesson: how a cell is checked."""

SETUP = '''import base64
import zlib

import numpy as np


def numbers(shape, text):
    """An array that travels as text."""
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), "<f8").reshape(shape).copy()


class StillEmpty(Exception):
    """A blank that nobody has filled in."""


def blank(number):
    raise StillEmpty(number)


def right_layer(x, W, b, dout):
    """The layer as nested loops: slow, and easy to see through."""
    N, C, in_h, in_w = x.shape
    FN, _, FH, FW = W.shape
    img = np.zeros((N, C, top + in_h + bottom, left + in_w + right))
    img[:, :, top : top + in_h, left : left + in_w] = x
    rows = range(0, img.shape[2] - dh * (FH - 1), sh)
    cols = range(0, img.shape[3] - dw * (FW - 1), sw)
    made = {
        "col": np.zeros((N * len(rows) * len(cols), C * FH * FW)),
        "out": np.zeros((N, FN, len(rows), len(cols))),
        "db": np.zeros(FN),
        "dW": np.zeros(W.shape),
    }
    dimg, row = np.zeros(img.shape), 0
    for n in range(N):
        for i, r in enumerate(rows):
            for j, q in enumerate(cols):
                at = np.s_[n, :, r : r + dh * (FH - 1) + 1 : dh, q : q + dw * (FW - 1) + 1 : dw]
                made["col"][row] = img[at].ravel()
                row += 1
                for k in range(FN):
                    made["out"][n, k, i, j] = (img[at] * W[k]).sum() + b[k]
                    made["db"][k] += dout[n, k, i, j]
                    made["dW"][k] += dout[n, k, i, j] * img[at]
                    dimg[at] += dout[n, k, i, j] * W[k]
    made["dx"] = dimg[:, :, top : top + in_h, left : left + in_w]
    return made


def compare(name, yours, meant, guesses=()):
    """Say whether an array is right, or where it first is not."""
    if yours is None:
        return print(SAY["nothing"].format(name=name))
    yours = np.asarray(yours)
    if yours.shape != meant.shape:
        return print(SAY["shape"].format(name=name, yours=yours.shape, right=meant.shape))
    wrong = ~np.isclose(yours, meant, rtol=1e-7, atol=1e-9)
    if not wrong.any():
        return print(SAY["right"].format(name=name, shape=meant.shape))
    at = tuple(int(one) for one in np.argwhere(wrong)[0])
    cell = f"{name}[{','.join(map(str, at))}]"
    told = {"yours": f"{yours[at]:.6g}", "right": f"{meant[at]:.6g}"}
    print(SAY["wrong"].format(cell=cell, count=int(wrong.sum()), size=wrong.size, **told))
    for mistake, guess in guesses:
        if guess.shape == yours.shape and np.allclose(guess, yours):
            print(SAY["likely"].format(mistake=MISTAKES[mistake]))


def attempt(what):
    """Run it, and tell what stops it in a sentence."""
    try:
        made = what()
        if made is None and what.__name__ != "your_slopes":
            print(SAY["nothing"].format(name=what.__name__.replace("your_", "")))
        return made
    except StillEmpty as empty:
        print(SAY["empty"].format(number=empty.args[0]))
    except Exception as error:
        print(SAY["stopped"].format(kind=type(error).__name__, text=error))
'''

CHECK_COL = """def your_col():
    return im2col(x, *W.shape[2:], *SETTINGS)


RIGHT = right_layer(x, W, b, dout)
col = attempt(your_col)
if col is not None:
    compare("col", col, RIGHT["col"])
"""

CHECK_FORWARD = """def your_out():
    layer = Convolution(W, b, *SETTINGS)
    return layer.forward(x)


out = attempt(your_out)
if out is not None:
    means = RIGHT["out"] - b.reshape(1, -1, 1, 1)
    guesses = [("bias", means)]
    turned = right_layer(x, W[:, :, ::-1, ::-1], b, dout)["out"]
    guesses.append(("flip", turned))
    rows = RIGHT["out"].transpose(0, 2, 3, 1)
    guesses.append(("bare", rows.ravel().reshape(RIGHT["out"].shape)))
    compare("out", out, RIGHT["out"], guesses)
"""

CHECK_BACKWARD = '''def your_gradients():
    layer = Convolution(W, b, *SETTINGS)
    layer.forward(x)
    dx = layer.backward(dout)
    return [None if one is None else np.asarray(one, float) for one in (layer.db, layer.dW, dx)]


def overwritten():
    """dx as it is with = in place of +=."""
    FH, FW = W.shape[2:]
    dimg = np.zeros((x.shape[0], x.shape[1], top + x.shape[2] + bottom, left + x.shape[3] + right))
    out_h, out_w = dout.shape[2:]
    for u in range(FH):
        for v in range(FW):
            part = np.einsum("nkij,kc->ncij", dout, W[:, :, u, v])
            down, across = u * dh, v * dw
            dimg[:, :, down : down + sh * out_h : sh, across : across + sw * out_w : sw] = part
    return dimg[:, :, top : top + x.shape[2], left : left + x.shape[3]]


gradients = attempt(your_gradients)
if gradients is not None:
    db, dW, dx = gradients
    N, _, out_h, out_w = dout.shape
    means = [("mean", RIGHT["db"] / share) for share in (N, N * out_h * out_w)]
    compare("db", db, RIGHT["db"], means)
    means = [("mean", RIGHT["dW"] / share) for share in (N, N * out_h * out_w)]
    columns = RIGHT["dW"].reshape(len(W), -1).T
    compare("dW", dW, RIGHT["dW"], [*means, ("untransposed", columns.reshape(W.shape))])
    compare("dx", dx, RIGHT["dx"], [("overwrite", overwritten())])
'''

CHECK_SLOPES = '''def slope(name, at, h=1e-4):
    """How fast sum(out * dout) changes with one number, by a small step to both sides."""
    def loss(step):
        moved = {"x": x.copy(), "W": W.copy(), "b": b.copy()}
        moved[name][at] += step
        layer = Convolution(moved["W"], moved["b"], *SETTINGS)
        return (layer.forward(moved["x"]) * dout).sum()

    return (loss(h) - loss(-h)) / (2 * h)


def your_slopes():
    for name, array, gradient in (("b", b, db), ("W", W, dW), ("x", x, dx)):
        if np.shape(gradient) != array.shape:
            told = {"yours": np.shape(gradient), "right": array.shape}
            print(SAY["shape"].format(name=f"d{name}", **told))
            continue
        at = tuple(size // 2 for size in array.shape)
        steps, yours = slope(name, at), gradient[at]
        agree = abs(steps - yours) <= 1e-6 * max(1, abs(steps), abs(yours))
        cell = f"d{name}[{','.join(map(str, at))}]"
        told = {"cell": cell, "yours": f"{yours:.6g}", "slope": f"{steps:.6g}"}
        print(SAY["slope"].format(**told), SAY["agree" if agree else "differ"])


if gradients is None:
    print(SAY["first"])
else:
    attempt(your_slopes)
'''

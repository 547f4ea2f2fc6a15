"""Check your own convolution layer.

    python check_my_layer.py my_layer.py

It runs your layer on a few small cases, with the numbers of the lesson this file was made for among
them, compares out, db, dW and dx, and says where the first wrong number stands and, where it knows
it, which mistake makes that number. It needs NumPy and nothing else, and sends nothing anywhere.

Layouts (--layout):
  book      a class: Convolution(W, b, stride, pad); forward(x) gives out; backward(dout) gives dx
            and leaves dW and db
  torch     a class: Conv2d(in_channels, out_channels, kernel_size, stride, padding) with weight and
            bias; called with x. With PyTorch the gradients come from autograd; without it from
            backward(dout), which gives dx and leaves weight_grad and bias_grad (or dW and db)
  cs231n    functions: conv_forward_naive(x, w, b, conv_param) gives (out, cache),
            conv_backward_naive(dout, cache) gives (dx, dw, db); conv_param has stride and pad

Exit status: 0 all is right, 1 something is not, 2 the file could not be used. Where a mistake is
recognised, one line says: likely: <id>, with the ids of the lesson's catalogue.
"""

import argparse
import base64
import contextlib
import difflib
import importlib.util
import io
import os
import re
import signal
import sys
import traceback
import zlib

try:
    import numpy as np
except ImportError:
    print("This check needs NumPy: python -m pip install numpy")
    sys.exit(2)

# >>> the lesson
LANGUAGE = "en"
LINK = ""
LESSON = None
WORDS = {}
# <<< the lesson

SECONDS = 15
NAMES = ("out", "db", "dW", "dx")
ENTRY = {
    "book": ("Convolution",),
    "torch": ("Conv2d",),
    "cs231n": ("conv_forward_naive", "conv_backward_naive"),
}


# ---- the right layer, and what mistakes make of it


def windows(img, FH, FW, sh, sw, out_h, out_w):
    """Every window: (N, out_h, out_w, C, FH, FW)."""
    N, C = img.shape[:2]
    found = np.zeros((N, out_h, out_w, C, FH, FW))
    for u in range(FH):
        for v in range(FW):
            cut = img[:, :, u : u + sh * out_h : sh, v : v + sw * out_w : sw]
            found[:, :, :, :, u, v] = cut.transpose(0, 2, 3, 1)
    return found


class Right:
    """The layer on one case, step by step, so that each step can be done wrong."""

    def __init__(self, case):
        self.case = case
        self.x, self.W, self.b = (np.asarray(case[name], float) for name in ("x", "W", "b"))
        self.S, self.P = case["stride"], case["pad"]
        self.N, self.C, self.H, self.width = self.x.shape
        self.FN, _, self.FH, self.FW = self.W.shape
        self.img = np.pad(self.x, [(0, 0), (0, 0), (self.P, self.P), (self.P, self.P)])
        self.out_h = (self.H + 2 * self.P - self.FH) // self.S + 1
        self.out_w = (self.width + 2 * self.P - self.FW) // self.S + 1
        self.seen = self.cut(self.img, self.S, self.out_h, self.out_w)
        self.sums = self.summed(self.seen)
        self.out = self.sums + self.bias()
        self.dout = case.get("dout")
        if self.dout is None:
            rng = np.random.RandomState(1)
            self.dout = rng.randint(-20, 21, size=self.out.shape) / 10.0
        self.db = self.dout.sum(axis=(0, 2, 3))
        self.dW = np.einsum("nkij,nijcuv->kcuv", self.dout, self.seen)
        self.met = np.einsum("nkij,kcuv->nijcuv", self.dout, self.W)
        self.full_dx = self.folded(self.met)
        self.dx = self.cropped(self.full_dx)

    def cut(self, img, S, out_h, out_w):
        return windows(img, self.FH, self.FW, S, S, out_h, out_w)

    def bias(self):
        return self.b.reshape(1, -1, 1, 1)

    def summed(self, seen, W=None):
        return np.einsum("nijcuv,kcuv->nkij", seen, self.W if W is None else W)

    def folded(self, met, add=True, by_cell=True):
        """col2im; without `add`, what is written last stays."""
        back = np.zeros_like(self.img)
        S = self.S
        cells = [(u, v) for u in range(self.FH) for v in range(self.FW)]
        places = [(i, j) for i in range(self.out_h) for j in range(self.out_w)]
        order = [(c, p) for c in cells for p in places]
        if not by_cell:
            order = [(c, p) for p in places for c in cells]
        for (u, v), (i, j) in order:
            at = (slice(None), slice(None), S * i + u, S * j + v)
            back[at] = met[:, i, j, :, u, v] + (back[at] if add else 0)
        return back

    def cropped(self, back):
        P = self.P
        return back[:, :, P : P + self.H, P : P + self.width]

    def on_padding(self, top, bottom, left, right):
        """The way forward with other padding; None where no window fits."""
        img = np.pad(self.x, [(0, 0), (0, 0), (top, bottom), (left, right)])
        out_h = (img.shape[2] - self.FH) // self.S + 1
        out_w = (img.shape[3] - self.FW) // self.S + 1
        if img.shape[2] < self.FH or img.shape[3] < self.FW:
            return None
        return self.summed(self.cut(img, self.S, out_h, out_w)) + self.bias()

    def mistakes(self):
        """What people get: for each array, (id of the mistake, array); a tuple is a shape alone."""
        N, C, FN, FH, FW, P = self.N, self.C, self.FN, self.FH, self.FW, self.P
        out, dW, bias = self.out, self.dW, self.bias()
        rooms = self.H + 2 * P - FH, self.width + 2 * P - FW
        sizes = [{room // self.S, room // self.S + 1, -(-room // self.S) + 1} for room in rooms]
        for shape in ((N, FN, out_h, out_w) for out_h in sizes[0] for out_w in sizes[1]):
            yield "out", "floor", None if shape == out.shape else shape
        if P:
            for sides in ((P, 0, P, 0), (0, P, 0, P), (0, 0, 0, 0)):
                yield "out", "pad-once", self.on_padding(*sides)
        yield "out", "bias", self.sums
        yield "out", "bias", self.sums + C * FH * FW * bias
        yield "out", "bias", self.sums + FH * FW * bias
        yield "out", "bias", self.sums + C * bias
        yield "out", "flip", self.summed(self.seen[..., ::-1, ::-1]) + bias
        if FH == FW:
            yield "out", "swap", self.summed(np.swapaxes(self.seen, 4, 5)) + bias
        if self.out_h == self.out_w:
            yield "out", "swap", np.swapaxes(out, 2, 3)
        rows = np.moveaxis(out, 1, 3).ravel().reshape(N, self.out_w, self.out_h, FN)
        yield "out", "swap", np.moveaxis(rows, 3, 1)
        yield "out", "swap", np.swapaxes(out, 2, 3).copy()
        close = self.cut(self.img, 1, self.out_h, self.out_w)
        yield "out", "stride", self.summed(close) + bias
        all_places = tuple(room + 1 for room in rooms)
        if self.S > 1:
            yield "out", "stride", self.summed(self.cut(self.img, 1, *all_places)) + bias
        if C > 1:
            yield "out", "channel", self.summed(self.seen[:, :, :, :1], self.W[:, :1]) + bias
            yield "out", "channel", self.summed(self.seen[:, :, :, -1:], self.W[:, -1:]) + bias
            yield "out", "channel", self.sums / C + bias
            yield "out", "channel", out / C
        last = np.moveaxis(self.seen, 3, 5).reshape(self.seen.shape)
        yield "out", "order", self.summed(last) + bias
        six = np.moveaxis(self.seen, (1, 2), (4, 5))
        yield "out", "order", self.summed(six.ravel().reshape(self.seen.shape)) + bias
        images = np.moveaxis(self.seen, 0, 2).ravel().reshape(self.seen.shape)
        yield "out", "order", self.summed(images) + bias
        yield "out", "bare", np.moveaxis(out, 1, 3).ravel().reshape(out.shape)
        yield "out", "bare", np.moveaxis(out, 1, 3)
        yield "out", "bare", np.moveaxis(out, 1, 0).ravel().reshape(out.shape)
        yield "out", "wrap", np.trunc(out) % 256
        yield "out", "wrap", np.trunc(self.sums) % 256 + bias
        yield "out", "wrap", np.clip(np.trunc(out), 0, 255)
        per_image = self.out_h * self.out_w
        for share in (N * per_image, N, per_image):
            yield "db", "mean", self.db / share
            yield "dW", "mean", dW / share
        yield "dW", "untransposed", dW.reshape(FN, -1).T.ravel().reshape(dW.shape)
        yield "dW", "flip", dW[:, :, ::-1, ::-1]
        if FH == FW:
            yield "dW", "swap", np.swapaxes(dW, 2, 3)
        yield "dW", "stride", np.einsum("nkij,nijcuv->kcuv", self.dout, close)
        single = self.dout[:, -1:]
        lone = np.einsum("nkij,kcuv->nijcuv", single, self.W[-1:])
        for met in (self.met, lone):
            for by_cell in (True, False):
                full = self.folded(met, add=False, by_cell=by_cell)
                yield "dx", "overwrite", self.cropped(full)
                yield "dx", "overwrite", full
        if P:
            yield "dx", "crop", self.full_dx
            yield "dx", "crop", self.full_dx[:, :, : self.H, : self.width]
            yield "dx", "crop", self.full_dx[:, :, 2 * P :, 2 * P :]
        turned = np.einsum("nkij,kcuv->nijcuv", self.dout, self.W[:, :, ::-1, ::-1])
        yield "dx", "rot", self.cropped(self.folded(turned))
        if FH == FW:
            mirrored = np.einsum("nkij,kcuv->nijcuv", self.dout, np.swapaxes(self.W, 2, 3))
            yield "dx", "swap", self.cropped(self.folded(mirrored))


def close_to(one, right):
    """Equal, but for rounding in float32."""
    size = np.abs(right).max() if right.size else 0
    return np.abs(one - right) <= 2e-5 * max(size, 1e-6) + 1e-5 * np.abs(right)


def explains(made, given):
    """Whether a mistake makes what was given: an array, or a shape alone."""
    if made is None:
        return False
    if isinstance(made, tuple):
        return given.shape == made
    return given.shape == made.shape and bool(close_to(given, made).all())


# ---- the cases


def unpacked(packed):
    """An array that travels as text."""
    shape, text = packed
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), "<f8").reshape(shape).copy()


def cases():
    """The lesson's numbers, and harder ones: other sizes, N > 1, strides that do not divide."""
    if LESSON is not None:
        case = {name: unpacked(LESSON[name]) for name in ("x", "W", "b", "dout")}
        yield dict(case, name="lesson", stride=LESSON["stride"], pad=LESSON["pad"])
    rng = np.random.RandomState(7)
    for N, C, H, W, FN, FH, FW, stride, pad in (
        (2, 3, 8, 6, 4, 3, 2, 2, 1),
        (3, 2, 5, 8, 3, 3, 3, 1, 0),
        (1, 4, 9, 7, 2, 2, 4, 3, 2),
        (2, 1, 7, 7, 2, 3, 3, 2, 2),
    ):
        yield {
            "name": "N=%d C=%d %dx%d FN=%d %dx%d stride=%d pad=%d"
            % (N, C, H, W, FN, FH, FW, stride, pad),
            "x": rng.randint(-90, 91, size=(N, C, H, W)) / 10.0,
            "W": rng.randint(-30, 31, size=(FN, C, FH, FW)) / 10.0,
            "b": rng.randint(1, 30, size=FN) / 10.0,
            "stride": stride,
            "pad": pad,
        }
    yield {
        "name": "uint8",
        "x": rng.randint(0, 256, size=(1, 2, 6, 5)).astype(np.uint8),
        "W": rng.randint(-3, 4, size=(2, 2, 3, 3)).astype(float),
        "b": np.array([1.0, -2.0]),
        "stride": 1,
        "pad": 1,
    }


# ---- the learner's layer


class Unusable(Exception):
    """The file cannot be used; told in a sentence."""


class Failed(Exception):
    """The layer raised an exception of its own."""

    def __init__(self, error, place):
        Exception.__init__(self, str(error))
        self.error, self.place = error, place


def loaded(path):
    if not os.path.isfile(path):
        raise Unusable(say("no_file", path=path))
    folder = os.path.dirname(os.path.abspath(path))
    sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location("my_layer", path)
    if spec is None or spec.loader is None:
        raise Unusable(say("no_python", path=path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    try:
        with limited():
            spec.loader.exec_module(module)
    except SyntaxError as error:
        raise Unusable(say("syntax", line=error.lineno, text=error.msg)) from None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        told = say(
            "not_imported", kind=type(error).__name__, text=str(error), line=line_in(error, path)
        )
        raise Unusable(told) from None
    return module


@contextlib.contextmanager
def limited():
    """No longer than `SECONDS`, where the system can tell; what the layer prints is left out."""

    def late(*_):
        raise TimeoutError("%d s" % SECONDS)

    can = hasattr(signal, "SIGALRM")
    before = signal.signal(signal.SIGALRM, late) if can else None
    try:
        if can:
            signal.alarm(SECONDS)
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        if can:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def line_in(error, path):
    """The last line of the learner's file that an exception went through."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if os.path.abspath(frame.filename) == os.path.abspath(path)
    ]
    return lines[-1] if lines else "?"


def found_in(module, names):
    missing = [name for name in names if not hasattr(module, name)]
    if missing:
        raise Unusable(say("missing", name=", ".join(missing)))
    return [getattr(module, name) for name in names]


def run_book(entry, case, dout):
    try:
        layer = entry(case["W"].copy(), case["b"].copy(), case["stride"], case["pad"])
    except TypeError as error:
        raise Unusable(say("no_such_call", text=str(error))) from None
    for method in ("forward", "backward"):
        if not hasattr(layer, method):
            raise Unusable(say("missing", name=method))
    yield "out", layer.forward(case["x"].copy())
    dx = layer.backward(dout.copy())
    for name in ("db", "dW"):
        yield name, wanted(layer, (name,))
    yield "dx", dx


def run_torch(entry, case, dout):
    FN, C, FH, FW = case["W"].shape
    layer = entry(C, FN, (FH, FW), stride=case["stride"], padding=case["pad"])
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(getattr(layer, "weight", None), torch.Tensor):
        with torch.no_grad():
            layer.weight.copy_(torch.as_tensor(case["W"]))
            layer.bias.copy_(torch.as_tensor(case["b"]))
        x = torch.tensor(case["x"], dtype=layer.weight.dtype, requires_grad=True)
        out = layer(x)
        yield "out", out
        out.backward(torch.as_tensor(dout, dtype=out.dtype))
        yield "db", layer.bias.grad
        yield "dW", layer.weight.grad
        yield "dx", x.grad
        return
    layer.weight, layer.bias = case["W"].copy(), case["b"].copy()
    call = layer if callable(layer) else layer.forward
    yield "out", call(case["x"].copy())
    dx = layer.backward(dout.copy())
    yield "db", wanted(layer, ("bias_grad", "grad_bias", "db"))
    yield "dW", wanted(layer, ("weight_grad", "grad_weight", "dW"))
    yield "dx", dx


def run_cs231n(entry, case, dout):
    forward, backward = entry
    param = {"stride": case["stride"], "pad": case["pad"]}
    made = forward(case["x"].copy(), case["W"].copy(), case["b"].copy(), param)
    if not isinstance(made, tuple) or len(made) != 2:
        raise Unusable(say("no_pair", name="conv_forward_naive", count=2))
    yield "out", made[0]
    back = backward(dout.copy(), made[1])
    if not isinstance(back, tuple) or len(back) != 3:
        raise Unusable(say("no_pair", name="conv_backward_naive", count=3))
    for name, array in zip(("dx", "dW", "db"), back):
        yield name, array


def wanted(layer, names):
    for name in names:
        if getattr(layer, name, None) is not None:
            return getattr(layer, name)
    raise Unusable(say("not_left", name=names[0]))


def results(layout, entry, case, dout, path):
    """What the layer makes of a case, as far as it comes, and the exception that stopped it."""
    found = {}
    run = {"book": run_book, "torch": run_torch, "cs231n": run_cs231n}[layout]
    try:
        with limited():
            for name, array in run(entry, case, dout):
                found[name] = as_array(array, name)
    except (Unusable, KeyboardInterrupt):
        raise
    except BaseException as error:
        return found, Failed(error, line_in(error, path))
    return found, None


def as_array(array, name):
    if hasattr(array, "detach"):
        array = array.detach().cpu().numpy()
    try:
        made = np.asarray(array, dtype=float)
    except (TypeError, ValueError):
        made = None
    if array is None or made is None:
        raise Unusable(say("no_array", name=name, kind=type(array).__name__))
    return made


# ---- what is said


def say(sentence, **facts):
    words = WORDS.get(LANGUAGE) or WORDS.get("en") or {}
    text = words.get(sentence, sentence + " " + " ".join("{%s}" % fact for fact in facts))
    return text.format(**facts)


def spelled(value):
    return "%.6g" % value


def first_wrong(given, right):
    """The first wrong cell; None where the shape is wrong."""
    if given.shape != right.shape:
        return None
    return tuple(int(at) for at in np.argwhere(~close_to(given, right))[0])


def is_right(given, right):
    return given.shape == right.shape and bool(close_to(given, right).all())


def likely(runs):
    """Mistakes that make the first array that is wrong, in every case in which it is."""
    for name in NAMES:
        wrong = [
            run
            for run in runs
            if name in run[1] and not is_right(run[1][name], getattr(run[0], name))
        ]
        if not wrong:
            continue
        fitting = None
        for right, found in ((run[0], run[1]) for run in wrong):
            ids = {
                mistake
                for array, mistake, made in right.mistakes()
                if array == name and explains(made, found[name])
            }
            fitting = ids if fitting is None else fitting & ids
        return sorted(fitting)
    return []


def likely_of_error(error):
    """A name that is nearly one that there is: self.col_w for self.col_W, x.shepe for x.shape."""
    asked = re.search(r"'([\w.]+)' object has no attribute '(\w+)'", str(error))
    if not isinstance(error, AttributeError) or not asked:
        return []
    owner, missing = asked.groups()
    at = error.__traceback__
    while at.tb_next:
        at = at.tb_next
    here = list(at.tb_frame.f_locals.values())
    if owner == "NoneType":  # what was to be there is None: kept under another name?
        kept = [name.lower() for thing in here for name in getattr(thing, "__dict__", {})]
        return ["slips"] if len(kept) > len(set(kept)) else []
    known = set(dir(np.ndarray))
    for thing in here:
        known |= set(dir(thing))
    names = {name.lower() for name in known if name != missing}
    return ["slips"] if difflib.get_close_matches(missing.lower(), names, 1, 0.6) else []


def check(path, layout, name):
    module = loaded(path)
    names = (name,) if name else ENTRY[layout]
    entry = found_in(module, names if layout != "cs231n" else ENTRY[layout])
    entry = entry[0] if layout != "cs231n" else entry
    runs, failed, all_right = [], None, True
    for case in cases():
        right = Right(case)
        found, error = results(layout, entry, case, right.dout, path)
        runs.append((right, found, error))
        wrong = [n for n in NAMES if n in found and not is_right(found[n], getattr(right, n))]
        title = say("lesson_case") if case["name"] == "lesson" else case["name"]
        told = [
            "%s %s" % (n, "-" if n not in found else "x" if n in wrong else "ok") for n in NAMES
        ]
        print("%-46s %s" % (title, "  ".join(told)))
        all_right = all_right and not wrong and error is None
        failed = failed or (error and (error, title))
        if error is not None and isinstance(error.error, TimeoutError):
            break  # the other cases would wait as long
    if all_right:
        print(say("all_right"))
        return 0
    ids = likely(runs)
    tell_first_wrong(runs)
    if failed:
        error, title = failed
        text = str(error.error)
        print(
            say("raised", case=title, kind=type(error.error).__name__, text=text, line=error.place)
        )
        ids = ids or likely_of_error(error.error)
    for one in ids:
        print(say("likely", mistake=say("mistake." + one)))
    if ids:
        print("likely: " + ", ".join(ids))
    if LINK:
        print(say("see", link=LINK))
    return 1


def tell_first_wrong(runs):
    for name in NAMES:
        for right, found, _ in runs:
            if name not in found or is_right(found[name], getattr(right, name)):
                continue
            meant, given = getattr(right, name), found[name]
            case = say("lesson_case") if right.case["name"] == "lesson" else right.case["name"]
            at = first_wrong(given, meant)
            if at is None:
                print(
                    say("wrong_shape", case=case, name=name, given=given.shape, right=meant.shape)
                )
            else:
                cell = "%s[%s]" % (name, ",".join(map(str, at)))
                count = int((~close_to(given, meant)).sum())
                told = {"given": spelled(given[at]), "right": spelled(meant[at])}
                print(say("wrong_cell", case=case, cell=cell, count=count, size=meant.size, **told))
            return


def main():
    global LANGUAGE
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", help="my_layer.py")
    parser.add_argument("--class", dest="name", default="", help="Convolution, or Conv2d")
    parser.add_argument("--layout", choices=sorted(ENTRY), default="book")
    parser.add_argument("--lang", choices=("en", "ja"), default=LANGUAGE)
    wish = parser.parse_args()
    LANGUAGE = wish.lang
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        return check(wish.file, wish.layout, wish.name)
    except Unusable as told:
        print(told)
        return 2


if __name__ == "__main__":
    sys.exit(main())

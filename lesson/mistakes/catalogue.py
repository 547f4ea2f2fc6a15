"""The catalogue: each mistake with its slips, a slip being one line of the listing, written wrong.

Words of a slip are in ``mistakes.<slip>``: ``name``, what is done, and ``tell``, why it is wrong,
in the numbers of a lesson (`lesson.mistakes.facts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lesson.code.listing import BOOK, SIDES, Edit, Listing


@dataclass(frozen=True)
class Slip:
    """A line written wrong.

    Attributes
    ----------
    id : str
        Its name in a link and in the words.
    mistake : str
        The mistake it is one way to make; often of the same name.
    edits : mapping of str to Edit
        The line in each listing, by the listing's name; a listing in which it cannot be made is
        left out.
    """

    id: str
    mistake: str
    edits: Mapping[str, Edit] = field(hash=False)

    def made_in(self, listing: Listing) -> Listing | None:
        """The listing with the slip; None where it cannot be made there.

        Examples
        --------
        >>> from lesson.code.listing import listing
        >>> SLIPS["overwrite"].made_in(listing("book")).lines[65].strip()
        'img[:, :, i:i_max:stride, j:j_max:stride] = col[:, :, i, j]'
        """
        edit = self.edits.get(listing.name)
        return listing.edited(edit) if edit else None

    def line_in(self, listing: Listing) -> int:
        """The line of the right listing that it changes, counted from 1; 0 where it cannot."""
        edit = self.edits.get(listing.name)
        return listing.line_of(edit.function, edit.old) if edit else 0


_OUT_H = {
    BOOK: "out_h = (H + 2 * self.pad - FH) // self.stride + 1",
    SIDES: "out_h = (H + top + bottom - dh * (FH - 1) - 1) // sh + 1",
}
_IMG = {
    BOOK: "img = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])",
    SIDES: "img = np.pad(x, [(0, 0), (0, 0), (top, bottom), (left, right)])",
}
_COL = {
    BOOK: "col[:, :, i, j] = img[:, :, i:i_max:stride, j:j_max:stride]",
    SIDES: "col[:, :, i, j] = img[:, :, i_0:i_max:sh, j_0:j_max:sw]",
}
_ADD = {
    BOOK: "img[:, :, i:i_max:stride, j:j_max:stride] += col[:, :, i, j]",
    SIDES: "img[:, :, i_0:i_max:sh, j_0:j_max:sw] += col[:, :, i, j]",
}
_CROP = {
    BOOK: "return img[:, :, pad : pad + H, pad : pad + W]",
    SIDES: "return img[:, :, top : top + H, left : left + W]",
}
_DX = {
    BOOK: "dx = col2im(dcol, self.x.shape, FH, FW, self.stride, self.pad)",
    SIDES: "dx = col2im(dcol, self.x.shape, FH, FW, self.stride, self.pad, self.dilation)",
}
_COL_W = "col_W = self.W.reshape(FN, -1).T"
_OUT2 = "out2 = np.dot(col, col_W) + self.b"
_OUT = "out = out2.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)"
_ROWS = "col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)"
_DB = "self.db = np.sum(dout2, axis=0)"
_DW2 = "dW2 = np.dot(self.col.T, dout2)"
_DW = "self.dW = dW2.transpose(1, 0).reshape(FN, C, FH, FW)"
_DCOL = "dcol = np.dot(dout2, self.col_W.T)"


def _same(function: str, old: str, new: str) -> dict[str, Edit]:
    """A line that both listings have."""
    return {name: Edit(function, old, new) for name in (BOOK, SIDES)}


def _each(function: str, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Edit]:
    return {name: Edit(function, old[name], text) for name, text in new.items()}


def _swapped(function: str, old: Mapping[str, str], this: str, other: str) -> dict[str, Edit]:
    """A part of a line, written otherwise in both listings."""
    return _each(function, old, {name: text.replace(this, other) for name, text in old.items()})


def _slips() -> Iterator[Slip]:
    yield Slip("floor", "floor", _each("forward", _OUT_H, {
        BOOK: "out_h = -(-(H + 2 * self.pad - FH) // self.stride) + 1",
        SIDES: "out_h = -(-(H + top + bottom - dh * (FH - 1) - 1) // sh) + 1",
    }))  # fmt: skip
    yield Slip("plus-one", "floor", _swapped("forward", _OUT_H, " + 1", ""))
    yield Slip("pad-once", "pad-once", _each("im2col", _IMG, {
        BOOK: "img = np.pad(x, [(0, 0), (0, 0), (pad, 0), (pad, 0)])",
        SIDES: "img = np.pad(x, [(0, 0), (0, 0), (top, 0), (left, 0)])",
    }))  # fmt: skip
    yield Slip("no-pad", "pad-once", _each("im2col", _IMG, dict.fromkeys((BOOK, SIDES), "img = x")))
    yield Slip("bias", "bias", _same("forward", _OUT2, "out2 = np.dot(col, col_W)"))
    yield Slip(
        "bias-each", "bias",
        _same("forward", _OUT2, "out2 = np.dot(col, col_W) + col.shape[1] * self.b"),
    )  # fmt: skip
    yield Slip(
        "flip", "flip",
        _same("forward", _COL_W, "col_W = self.W[:, :, ::-1, ::-1].reshape(FN, -1).T"),
    )  # fmt: skip
    yield Slip("swap", "swap", _swapped("im2col", _COL, "col[:, :, i, j]", "col[:, :, j, i]"))
    yield Slip(
        "swap-size", "swap",
        _same("forward", _OUT, "out = out2.reshape(N, out_w, out_h, -1).transpose(0, 3, 1, 2)"),
    )  # fmt: skip
    yield Slip("stride", "stride", _each("im2col", _COL, {
        BOOK: "col[:, :, i, j] = img[:, :, i : i + out_h, j : j + out_w]",
        SIDES: "col[:, :, i, j] = img[:, :, i_0 : i_0 + out_h, j_0 : j_0 + out_w]",
    }))  # fmt: skip
    yield Slip("stride-other", "stride", {
        SIDES: Edit(
            "im2col", "(sh, sw), (dh, dw) = stride, dilation",
            "(sw, sh), (dh, dw) = stride, dilation",
        )
    })  # fmt: skip
    yield Slip("channel", "channel", _same(
        "forward", _OUT2, "out2 = np.dot(col[:, : FH * FW], col_W[: FH * FW]) + self.b"
    ))  # fmt: skip
    yield Slip(
        "channel-mean", "channel",
        _same("forward", _OUT2, "out2 = np.dot(col, col_W) / C + self.b"),
    )  # fmt: skip
    yield Slip(
        "order", "order", _same("im2col", _ROWS, "col = col.reshape(N * out_h * out_w, -1)")
    )  # fmt: skip
    yield Slip("order-cell", "order", _same(
        "im2col", _ROWS,
        "col = col.transpose(0, 4, 5, 2, 3, 1).reshape(N * out_h * out_w, -1)",
    ))  # fmt: skip
    yield Slip("bare", "bare", _same("forward", _OUT, "out = out2.reshape(N, -1, out_h, out_w)"))
    yield Slip("mean", "mean", _same("backward", _DB, "self.db = np.mean(dout2, axis=0)"))
    yield Slip("mean-images", "mean", _same(
        "backward", _DB, "self.db = np.sum(dout2, axis=0) / len(dout)"
    ))  # fmt: skip
    yield Slip("mean-dW", "mean", _same(
        "backward", _DW2, "dW2 = np.dot(self.col.T, dout2) / len(dout2)"
    ))  # fmt: skip
    yield Slip("mean-dW-images", "mean", _same(
        "backward", _DW2, "dW2 = np.dot(self.col.T, dout2) / len(dout)"
    ))  # fmt: skip
    yield Slip("overwrite", "overwrite", _swapped("col2im", _ADD, "+=", "="))
    yield Slip("untransposed", "untransposed", _same(
        "backward", _DW, "self.dW = dW2.reshape(FN, C, FH, FW)"
    ))  # fmt: skip
    yield Slip("crop", "crop", _each("col2im", _CROP, dict.fromkeys((BOOK, SIDES), "return img")))
    yield Slip("crop-side", "crop", _each(
        "col2im", _CROP, dict.fromkeys((BOOK, SIDES), "return img[:, :, :H, :W]")
    ))  # fmt: skip
    yield Slip("rot", "rot", _same(
        "backward", _DCOL, "dcol = np.dot(dout2, self.W[:, :, ::-1, ::-1].reshape(FN, -1))"
    ))  # fmt: skip
    yield Slip("wrap", "wrap", _same(
        "forward", _OUT2, "out2 = (np.dot(col, col_W) + self.b).astype(int).astype(np.uint8)"
    ))  # fmt: skip
    yield Slip("col_w", "slips", _same("forward", "self.col_W = col_W", "self.col_w = col_W"))
    yield Slip("shepe", "slips", _swapped("backward", _DX, "shape", "shepe"))


SLIPS = {slip.id: slip for slip in _slips()}
"""By their ids, in the order in which a layer is computed."""

MISTAKES = tuple(dict.fromkeys(slip.mistake for slip in SLIPS.values()))
"""Ids of the mistakes, in the same order."""

"""The dice are SplitMix64, and so the same everywhere."""

from lesson.dice import Dice


def test_it_is_the_published_generator():
    dice = Dice()
    # the reference implementation's first numbers from the state 0
    assert [dice.bits() for _ in range(3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


def test_each_key_has_numbers_of_its_own():
    keys = [(), (0,), (1,), (0, 0), (0, 1), (1, 0), (7, 2, 3), (7, 3, 2)]
    assert len({tuple(Dice(*key).below(1000) for _ in range(5)) for key in keys}) == len(keys)


def test_all_sides_come_up_and_no_other():
    dice = Dice(3)
    assert {dice.below(7) for _ in range(300)} == set(range(7))
    assert {dice.pick("abc") for _ in range(100)} == {"a", "b", "c"}


def test_shuffling_loses_nothing():
    things = [1, 1, 2, 3, 5, 8]
    orders = {tuple(Dice(seed).shuffled(things)) for seed in range(50)}
    assert all(sorted(order) == things for order in orders)
    assert len(orders) > 30
    assert things == [1, 1, 2, 3, 5, 8]

# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""From a picture's line in the data files to its drawing: 'electric-s finish=burst:3tone guard=tortoise left'."""
from functools import partial

from . import acoustic, drums, electric, keys, small, sound, wind

DRAWINGS = {
    **{name: partial(electric.draw_electric, name) for name in electric.MODELS},
    **{name: partial(acoustic.draw_acoustic, name) for name in acoustic.HALVES},
    "violin": acoustic.draw_violin,
    "kit": drums.draw_kit, "electronic-kit": drums.draw_electronic_kit, "snare": drums.draw_snare,
    "cymbal": drums.draw_cymbal, "cajon": drums.draw_cajon, "sticks": drums.draw_sticks, "throne": drums.draw_throne,
    "kick-pedal": drums.draw_pedal_kick,
    "arranger": keys.draw_arranger, "synth": keys.draw_synth, "piano": keys.draw_piano, "pianica": keys.draw_pianica,
    "controller": keys.draw_controller,
    "combo": sound.draw_combo, "stack": sound.draw_stack, "speaker": sound.draw_cabinet_pa, "monitor": sound.draw_monitor,
    "mixer": sound.draw_mixer, "interface": sound.draw_interface, "microphone": sound.draw_microphone,
    "condenser": sound.draw_condenser, "headphones": sound.draw_headphones, "wireless": sound.draw_wireless,
    "recorder-box": sound.draw_recorder_box,
    "pedal": small.draw_pedal, "multi": small.draw_multi, "wah": small.draw_wah, "strings": small.draw_strings,
    "picks": small.draw_picks, "strap": small.draw_strap, "cable": small.draw_cable, "stand": small.draw_stand,
    "bag": small.draw_bag, "tuner": small.draw_tuner, "capo": small.draw_capo, "power": small.draw_board,
    "care": small.draw_bottle,
    "saxophone": wind.draw_saxophone, "recorder": wind.draw_recorder, "harmonica": wind.draw_harmonica,
    "trumpet": wind.draw_trumpet, "tambourine": wind.draw_tambourine, "metronome": wind.draw_metronome,
}


def draw(line):
    """The SVG of a picture's line."""
    family, *words = line.split()
    option = {}
    for word in words:
        name, equals, value = word.partition("=")
        option[name] = value if equals else True
    return DRAWINGS[family](option)

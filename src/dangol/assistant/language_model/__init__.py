"""The language model an owner may hire: what it is told, what of its answers is taken, what it may cost.

It is asked to choose among the same typed commands that the built-in understanding speaks, or to say a reply in other words. It sees no
personal data, acts on nothing, and whatever is wrong with it or its answer, the built-in understanding has answered already.
"""

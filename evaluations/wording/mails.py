"""The mail to whoever asked for a test: that it has ended, and where it stands. Pure.

It holds no number: mails are read on other people's machines.
"""


def end_of_test(product: str, examples: str, *, link: str, done: bool) -> tuple[str, str]:
    """Return subject and text of the mail that a test has ended."""
    subject = f"The test of {product} is done" if done else f"The test of {product} has ended"
    what = (
        f"The test of {product} on {examples} is done. The result stands here:"
        if done
        else f"The test of {product} on {examples} could not be done. Why, and what to do, stands here:"
    )
    return subject, f"{what}\n\n{link}\n\nYou asked for this mail when you started the test.\n"

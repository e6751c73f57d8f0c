"""`kith review`: pairs that may be one, judged by a person at the terminal; decisions are written as they are made."""

from pipelines.command.review.session import review

__all__ = ["review"]

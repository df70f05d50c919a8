"""Rules as code for Chinese policy documents: check them, run them, explain every answer."""

__version__ = "0.1.0"

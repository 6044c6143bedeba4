"""Addresses and words of pages, as the tests of this app use them."""

import re

from django.urls import reverse


def page(name, *arguments):
    return reverse(f"situation:{name}", args=arguments)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))

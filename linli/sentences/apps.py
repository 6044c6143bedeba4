from django.apps import AppConfig


class SentencesConfig(AppConfig):
    name = "linli.sentences"
    label = "sentences"

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "linli.followups"
    label = "followups"

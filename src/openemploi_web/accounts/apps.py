from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "openemploi_web.accounts"
    label = "accounts"

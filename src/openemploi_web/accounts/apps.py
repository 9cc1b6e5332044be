from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "openemploi_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from openemploi_web.accounts.presence import note_sign_in

        # In the place of Django's own receiver, which has this name and is connected after ours: the first stays.
        user_logged_in.connect(note_sign_in, dispatch_uid="update_last_login")

"""The few addresses of django-allauth that Linli uses, under its own names' words; each says who may open it.

No app name: allauth reverses these names itself.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from linli.accounts import views_sign_in
from linli.accounts.permissions import public, signed_in

urlpatterns = [
    path("sign-in/", public(views_sign_in.sign_in), name="account_login"),
    path("sign-in/second/", public(factor.authenticate), name="mfa_authenticate"),
    path("sign-in/cancelled/", public(account.account_inactive), name="account_inactive"),
    path("sign-out/", views_sign_in.sign_out, name="account_logout"),
    path("account/confirmation/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/", signed_in(account.password_change), name="account_change_password"),
    path("account/second-factor/", signed_in(factor.index), name="mfa_index"),
    path("account/second-factor/confirmation/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/app/removal/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "account/second-factor/codes/file/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/second-factor/keys/", signed_in(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("account/second-factor/keys/new/", signed_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/second-factor/keys/confirmation/",
        signed_in(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/second-factor/keys/<int:pk>/removal/", signed_in(passkey.remove_webauthn), name="mfa_remove_webauthn"
    ),
    path("account/second-factor/keys/<int:pk>/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]

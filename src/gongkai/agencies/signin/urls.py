"""The addresses under account/: those of allauth that are wanted, under the names it knows them by, and ours.

Not here, and so nowhere: registering oneself, managing e-mail addresses, passwords by e-mail, codes by e-mail, browsers
that are trusted, accounts elsewhere connected by hand.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path

from gongkai.agencies.signin import views
from gongkai.ui.limits import limited

# A whole agency signs in from one address at half past eight. To ask for a passkey begins a session, also by GET.
_rush = limited("signin", times=300, seconds=60)
_rush_asked_for = limited("passkey", times=300, seconds=60, methods={"GET", "POST"})

_ours = [
    path("", views.account, name="account"),
    path("sessions/", views.sessions, name="sessions"),
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/accept/", views.accept, name="accept"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/agency/<int:pk>/", views.invite, name="invite"),
    path("officers/<int:pk>/reset/", views.reset, name="reset"),
    path("officers/<int:pk>/unlock/", views.unlock, name="unlock"),
]

urlpatterns = [
    path("", include((_ours, "signin"))),
    path("login/", account.login, name="account_login"),
    path("logout/", _rush(account.logout), name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("steps/", mfa.index, name="mfa_index"),
    path("steps/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("steps/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("steps/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("steps/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("steps/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("steps/codes/renew/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("steps/codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("steps/keys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("steps/keys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("steps/keys/login/", _rush_asked_for(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("steps/keys/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("steps/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("steps/keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sso/<slug:provider_id>/", _rush(views.single_sign_on), name="openid_connect_login"),
    path("sso/<slug:provider_id>/callback/", _rush(oidc.callback), name="openid_connect_callback"),
    path("sso-cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
]

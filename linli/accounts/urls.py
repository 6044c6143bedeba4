from django.urls import path

from linli.accounts import (
    views_cards,
    views_duty,
    views_join,
    views_me,
    views_proxies,
    views_roles,
    views_setup,
    views_sign_in,
)

app_name = "accounts"
urlpatterns = [
    path("setup/", views_setup.setup, name="setup"),
    path("setup/next/", views_setup.first_steps, name="first_steps"),
    path("account/workplace/", views_sign_in.workplace, name="workplace"),
    path("link/<str:token>/", views_sign_in.link, name="link"),
    path("roles/", views_roles.people, name="people"),
    path("roles/table/", views_roles.table, name="table"),
    path("roles/new/", views_roles.new_person, name="new_person"),
    path("roles/<uuid:user_id>/", views_roles.person, name="person"),
    path("roles/<uuid:user_id>/link/", views_roles.sign_in_link, name="sign_in_link"),
    path("roles/held/<uuid:role_id>/revocation/", views_roles.revocation, name="revocation"),
    path("duty/", views_duty.duty, name="duty"),
    path("duty/rotation/", views_duty.rotation, name="rotation"),
    path("duty/<uuid:duty_id>/withdrawal/", views_duty.withdrawal, name="withdrawal"),
    path("cards/", views_cards.cards, name="cards"),
    path("cards/sheets/", views_cards.card_sheets, name="card_sheets"),
    path("proxies/", views_proxies.desk, name="proxies"),
    path("proxies/new/", views_proxies.grant, name="proxy_grant"),
    path("proxies/<uuid:proxy_id>/revocation/", views_proxies.revocation, name="proxy_revocation"),
    path("join/", views_join.join, name="join"),
    path("join/<str:code>/", views_join.join_card, name="join_card"),
    path("me/person/", views_me.switch, name="switch"),
    path("me/phones/", views_me.phones, name="phones"),
    path("me/phones/<uuid:session_id>/revocation/", views_me.phone_revocation, name="phone_revocation"),
    path("me/proxies/", views_me.proxies, name="my_proxies"),
    path("me/proxies/<uuid:proxy_id>/revocation/", views_me.proxy_revocation, name="my_proxy_revocation"),
    path("me/leaving/", views_me.leave, name="leave"),
]

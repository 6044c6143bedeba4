from django.urls import path

from linli.accounts import views_duty, views_roles, views_sign_in

app_name = "accounts"
urlpatterns = [
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
]

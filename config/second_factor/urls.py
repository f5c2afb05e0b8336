"""Where the second factor's pages are, under the desk's path."""

from django.urls import path

from config.second_factor import views

urlpatterns = [
    path("", views.overview, name="second-factor"),
    path("ask/", views.ask, name="second-factor-ask"),
    path("set-up/", views.set_up, name="second-factor-set-up"),
    path("codes/", views.new_codes, name="second-factor-codes"),
    path("off/", views.turn_off, name="second-factor-off"),
]

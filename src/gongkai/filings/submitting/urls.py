"""The addresses of reports that go up, among those of filings."""

from django.urls import path

from gongkai.filings.submitting import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/<int:pk>/<int:year>/", views.board_of, name="board-of"),
    path("board/<int:pk>/<int:year>/chases/", views.chases, name="chases"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("submissions/<int:pk>/", views.submission, name="submission"),
    path("submissions/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("submissions/<int:pk>/return/", views.return_, name="return-submission"),
    path("submissions/<int:pk>/accept/", views.accept, name="accept-submission"),
]

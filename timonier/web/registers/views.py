"""The pages of a register: list, export, new, edit, sheet with history, archive, saved views."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timonier.accounts import policy
from timonier.intake.export import Notice, write_csv, write_xlsx
from timonier.journal.actions import record
from timonier.registry.core import actions
from timonier.web.models import SavedView
from timonier.web.parts import Column, Link
from timonier.web.registers import history
from timonier.web.registers.forms import ReasonForm, ViewForm
from timonier.web.registers.listing import ListPage, list_page, selected, shown_fields
from timonier.web.registers.register import Register
from timonier.web.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CHANGE_COLUMNS = [Column(label) for label in ("Le", "Champ", "Avant", "Après")]


class RegisterViews:
    """The views of one register, bound to their addresses by :meth:`urls`."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def urls(self) -> list[URLPattern]:
        """Addresses: the list, and one per verb."""
        key, base = self.register.key, self.register.path
        shapes = [
            ("", self.list, key),
            ("export/", self.export, f"{key}_export"),
            ("vues/", self.save_view, f"{key}_save_view"),
            ("vues/<int:pk>/oublier/", self.forget_view, f"{key}_forget_view"),
        ]
        if self.register.form:
            shapes += [
                ("nouveau/", self.new, f"{key}_new"),
                ("<str:code>/modifier/", self.edit, f"{key}_edit"),
                ("<str:code>/archiver/", self.archive, f"{key}_archive"),
            ]
        shapes.append(("<str:code>/historique/", self.sheet, f"{key}_sheet"))
        return [path(base + shape, view, name=name) for shape, view, name in shapes]

    def _object(self, request: Request, code: str) -> Any:
        rows = policy.visible(request.user, self.register.read, self.register.rows())
        try:
            return get_object_or_404(rows, **{self.register.lookup: code})
        except ValueError as error:
            raise Http404 from error

    @property
    def list(self):  # type: ignore[no-untyped-def]
        """The list; an htmx request gets the table alone."""

        @require_GET
        def view(request: Request) -> HttpResponse:
            policy.require(request.user, self.register.read)
            page = list_page(self.register, request)
            template = "registers/_table.html" if request.htmx else "registers/list.html"
            return render(request, template, {"page": page, **self._links(page)})

        return view

    @property
    def export(self):  # type: ignore[no-untyped-def]
        """The same rows, columns and filters as the list, as XLSX or CSV; journalled."""

        @require_GET
        def view(request: Request) -> HttpResponse:
            policy.require(request.user, self.register.read)
            policy.require(request.user, "export")
            return _export(self.register, request)

        return view

    @property
    def new(self):  # type: ignore[no-untyped-def]
        """Create an object."""

        @require_http_methods(["GET", "POST"])
        def view(request: Request) -> HttpResponse:
            policy.require(request.user, self.register.edit)
            form = self.register.open_form(request.POST or None, initial=request.GET.dict())
            if request.method == "POST" and form.is_valid():
                created = _try(
                    form,
                    lambda: actions.create(
                        self.register.model,
                        by=request.user,
                        values=form.cleaned_data,
                        right=self.register.edit,
                    ),
                )
                if created is not None:
                    messages.success(request, f"Enregistré : {created}.")
                    return redirect(self.register.detail_url(created))
            return self._form(request, form, self.register.new_label)

        return view

    @property
    def edit(self):  # type: ignore[no-untyped-def]
        """Change an object; what differs is journalled."""

        @require_http_methods(["GET", "POST"])
        def view(request: Request, code: str) -> HttpResponse:
            policy.require(request.user, self.register.edit)
            obj = self._object(request, code)
            form = self.register.open_form(request.POST or None, instance=obj)
            if request.method == "POST" and form.is_valid():
                fresh = type(obj)._default_manager.get(pk=obj.pk)
                done = _try(
                    form,
                    lambda: actions.change(
                        fresh,
                        by=request.user,
                        values=form.cleaned_data,
                        reason=request.POST.get("reason", ""),
                        right=self.register.edit,
                    ),
                )
                if done is not None:
                    said = "Enregistré." if done else "Rien n’a changé."
                    messages.success(request, said)
                    return redirect(self.register.detail_url(fresh))
            return self._form(request, form, f"Modifier : {obj}", obj)

        return view

    @property
    def archive(self):  # type: ignore[no-untyped-def]
        """Archive, or restore, with a reason."""

        @require_http_methods(["GET", "POST"])
        def view(request: Request, code: str) -> HttpResponse:
            policy.require(request.user, self.register.edit)
            obj = self._object(request, code)
            form = ReasonForm(request.POST or None)
            if request.method == "POST" and form.is_valid():
                act = actions.restore if obj.archived_at else actions.archive
                act(obj, by=request.user, reason=form.cleaned_data["reason"])
                said = "archivé" if obj.archived_at else "restauré"
                messages.success(request, f"{obj} : {said}.")
                return redirect(self.register.url())
            context = {"register": self.register, "object": obj, "form": form}
            return render(request, "registers/archive.html", context)

        return view

    @property
    def sheet(self):  # type: ignore[no-untyped-def]
        """All fields of an object with its history."""

        @require_GET
        def view(request: Request, code: str) -> HttpResponse:
            policy.require(request.user, self.register.read)
            obj = self._object(request, code)
            context = {
                "register": self.register,
                "object": obj,
                "crumbs": _crumbs(self.register, Link(str(obj))),
                "facts": [(f.label, f.value(obj)) for f in self.register.fields],
                "said": history.said(obj),
                "changes": history.field_changes(obj),
                "change_columns": CHANGE_COLUMNS,
                "may_edit": bool(self.register.form)
                and policy.may(request.user, self.register.edit),
                "edit_url": self.register.url("edit", obj) if self.register.form else "",
                "archive_url": self.register.url("archive", obj) if self.register.form else "",
            }
            return render(request, "registers/sheet.html", context)

        return view

    @property
    def save_view(self):  # type: ignore[no-untyped-def]
        """Keep the filters on screen under a name."""

        @require_POST
        def view(request: Request) -> HttpResponse:
            policy.require(request.user, self.register.read)
            form = ViewForm(request.POST)
            query = request.POST.get("query", "")
            if form.is_valid():
                SavedView.objects.update_or_create(
                    owner=request.user,
                    register=self.register.key,
                    name=form.cleaned_data["name"],
                    defaults={"query": query, "shared": form.cleaned_data["shared"]},
                )
                messages.success(request, f"Vue « {form.cleaned_data['name']} » enregistrée.")
            else:
                messages.error(request, "Donnez un nom à la vue.")
            return redirect(f"{self.register.url()}?{query}" if query else self.register.url())

        return view

    @property
    def forget_view(self):  # type: ignore[no-untyped-def]
        """Forget one of one's own views."""

        @require_POST
        def view(request: Request, pk: int) -> HttpResponse:
            saved = get_object_or_404(
                SavedView, pk=pk, owner=request.user, register=self.register.key
            )
            saved.delete()
            messages.success(request, f"Vue « {saved.name} » oubliée.")
            return redirect(self.register.url())

        return view

    def _links(self, page: ListPage) -> dict[str, str]:
        """Addresses that the list's tools post to."""
        register, view = self.register, page.current_view
        return {
            "new_url": register.url("new") if page.may_edit else "",
            "save_view_url": register.url("save_view"),
            "forget_view_url": reverse(f"{register.key}_forget_view", args=[view.pk])
            if view
            else "",
        }

    def _form(
        self, request: Request, form: ModelForm[Any], title: str, obj: Model | None = None
    ) -> HttpResponse:
        context = {
            "register": self.register,
            "object": obj,
            "form": form,
            "title": title,
            "crumbs": _crumbs(self.register, Link(title)),
            "back": self.register.detail_url(obj) if obj else self.register.url(),
        }
        status = 422 if form.is_bound else 200
        return render(request, "registers/form.html", context, status=status)


def _crumbs(register: Register, *more: Link) -> list[Link]:
    return [Link(register.plural, register.url()), *more]


def _try(form: ModelForm[Any], act: Any) -> Any:
    """Run *act*; a rule it breaks becomes an error of the form, and None is returned."""
    try:
        return act()
    except ValidationError as error:
        form.add_error(None, list(dict.fromkeys(error.messages)))
        return None


def _export(register: Register, request: Request) -> HttpResponse:
    fields = shown_fields(register, request.GET)
    columns = [field.column() for field in fields]
    chosen = selected(register, request.user, request.GET)
    rows = ({field.key: field.value(obj) for field in fields} for obj in chosen.iterator(2000))
    kind = "csv" if request.GET.get("format") == "csv" else "xlsx"
    target = BytesIO()
    if kind == "csv":
        write_csv(target, columns, rows)
    else:
        write_xlsx(target, columns, rows, _notice(register, request))
    record(
        action="register.exported",
        by=request.user,
        summary=f"Export de la liste « {register.plural} »",
        details={"register": register.key, "query": request.GET.urlencode(), "format": kind},
    )
    name = f"{register.key}-{date.today():%Y-%m-%d}.{kind}"
    mime = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(target.getvalue(), content_type=mime, headers=headers)


def _notice(register: Register, request: Request) -> Notice:
    filters = tuple(
        (filter_.label, value)
        for filter_ in register.filters
        if (value := request.GET.get(filter_.key))
    )
    if text := request.GET.get("q"):
        filters = (*filters, ("Recherche", text))
    return Notice(
        title=register.plural,
        made_at=timezone.localtime(),
        filters=filters,
        source=register.source,
    )

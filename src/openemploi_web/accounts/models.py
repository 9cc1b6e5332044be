"""Who people are, the organisations they act for, and in which role.

An account says nothing of what its owner may do: a jobseeker has a profile, the others have memberships. The
instance's administrators are members of the organisation that operates it.
"""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it is entered through an identity provider or a reset."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: an e-mail address and a way to prove it."""

    class CameFor(models.TextChoices):
        WORK = "work", _("I look for work")
        RECRUIT = "recruit", _("I recruit for an employer")
        INVITED = "invited", _("My organisation has invited me")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("first name and name"), max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    #: What the person said when they signed up: where they are led as long as they have no space. Not a right.
    came_for = models.CharField(_("what brings you here"), max_length=8, choices=CameFor.choices, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(null=True)  # retention counts from here; to the day

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    personal = Personal(
        owner="self",
        fields={
            "email": Purpose.ACCOUNT,
            "name": Purpose.ACCOUNT,
            "last_login": Purpose.ACCOUNT,
            "seen_at": Purpose.ACCOUNT,
            "came_for": Purpose.ACCOUNT,
        },
    )

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def active_memberships(self) -> list[Membership]:
        """The organisations the person acts for today."""
        return list(
            self.memberships.filter(ended_at=None).select_related("organisation").order_by("created_at")
        )

    def membership(self, kind: str) -> Membership | None:
        """The first membership in an organisation of ``kind``."""
        return next((m for m in self.active_memberships if m.organisation.kind == kind), None)

    @property
    def is_administrator(self) -> bool:
        """Whether the person administers the instance."""
        return self.membership(Organisation.Kind.OPERATOR) is not None

    @cached_property
    def has_profile(self) -> bool:
        """Whether the person looks for work here."""
        return hasattr(self, "profile")

    def spaces(self) -> tuple[str, ...]:
        """What the person can do here: ``jobseeker``, ``employer``, ``counsellor``, ``producer``, ``research``…"""
        kinds = {m.organisation.kind for m in self.active_memberships}
        found = {
            "jobseeker": self.has_profile,
            "employer": Organisation.Kind.EMPLOYER in kinds,
            "counsellor": Organisation.Kind.COUNSELLING in kinds,
            "producer": Organisation.Kind.PRODUCER in kinds,
            "research": Organisation.Kind.RESEARCH in kinds,
            "administrator": Organisation.Kind.OPERATOR in kinds,
        }
        return tuple(name for name, has in found.items() if has)

    def needs_second_factor(self) -> bool:
        """Counsellors, employers' administrators and the instance's staff see other people's data."""
        return any(
            m.organisation.kind != Organisation.Kind.EMPLOYER or m.role == Membership.Role.ADMINISTRATOR
            for m in self.active_memberships
        )


class Organisation(Identified):
    """An employer, an agency that counsels, or who operates the instance."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("employer")
        COUNSELLING = "counselling", _("counselling agency")
        OPERATOR = "operator", _("operator of this instance")
        PRODUCER = "producer", _("data producer")
        RESEARCH = "research", _("research or observatory")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    siren = models.CharField(max_length=9, blank=True)
    public = models.BooleanField(_("public employer"), default=False)
    presentation = models.TextField(_("presentation"), blank=True)
    #: Codes of the départements that an agency may see people of; empty for none.
    territory = models.JSONField(_("territory"), default=list)
    verified_at = models.DateTimeField(null=True)  # an administrator saw that it is who it says

    personal = NOBODY

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "siren"], condition=~models.Q(siren=""), name="one_organisation_by_siren"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Establishment(Identified):
    """A place where an organisation works (SIRET)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="establishments")
    name = models.CharField(_("name"), max_length=200)
    siret = models.CharField(max_length=14, blank=True)
    commune = models.CharField(_("commune"), max_length=120)
    insee_code = models.CharField(max_length=5, blank=True)
    department = models.CharField(max_length=3, blank=True)

    personal = NOBODY

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name}, {self.commune}"


class Membership(Identified):
    """A person acts for an organisation, as administrator or member, from a day to another."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator")
        MEMBER = "member", _("member")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=13, choices=Role.choices, default=Role.MEMBER)
    ended_at = models.DateTimeField(null=True)

    personal = Personal(owner="user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(ended_at=None),
                name="one_membership_at_a_time",
            ),
        )


class Invitation(Identified):
    """Somebody is asked by e-mail to join an organisation; the token itself is not kept, only its hash."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=13, choices=Membership.Role.choices, default=Membership.Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    personal = Personal(fields={"email": Purpose.ACCOUNT})  # matched by address at erasure

    class Meta:
        ordering = ("-created_at",)


class JoinRequest(Identified):
    """Somebody asks an organisation that is already here to take them in its team."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    answered_at = models.DateTimeField(null=True)

    personal = Personal(owner="user")

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(state="asked"),
                name="one_open_join_request",
            ),
        )

"""The second factor at login: a code from an app that counts in time (TOTP), or a recovery code.

``devices``     what is kept for a person, and the check of a code
``middleware``  no page of the desk without it, for whoever has one or must have one
``views``       set up, asked at login, recovery codes, turned off

Anybody can set one up. SECOND_FACTOR_REQUIRED says whether reviewers and chiefs must have one; a
lost device is reset by another chief, or by ``manage.py reset_second_factor`` on the machine itself.
"""

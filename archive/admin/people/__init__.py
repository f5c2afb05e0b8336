"""Who works at the desk.

``accounts``     their pages: rights, roles, a lost second factor
``invitations``  how somebody new comes in: by a link that is good for one password
"""

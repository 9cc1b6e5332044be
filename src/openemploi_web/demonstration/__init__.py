"""The demonstration set: invented people, employers, offers and applications that make a fresh instance worth opening.

Nobody in it exists. The texts are data, in ``content/``, so that whoever runs a demonstration elsewhere can
write their own; :mod:`openemploi_web.demonstration.content` reads and types them.
"""

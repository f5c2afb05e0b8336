"""The workbench of an article: its text beside what was marked in it, and forms to mark more.

``placing``     the text in paragraphs, cut where marks begin and end (pure)
``marked``      the rows behind the marks, read in one go
``board``       what is marked: appearances, notes, suggestions, and what has no place in this text
``stretches``   forms over a stretch of the text, verified by ``editorial.annotating``
``forms``       a new claim, a claim that is there, a note
``people``      claimants by name, found while typing
``hearing``     the attribution chain inside these forms
``similar``     claims that say nearly the same, with the words and numbers that differ
``proposals``   what a machine suggests, as the beginning of a form
``answers``     a page, a fragment of one for the script, or a redirect
``views`` ``notes``  what is asked, and the one act each POST is

Everything works by links and forms; the script fetches the same forms into a dialog.
"""

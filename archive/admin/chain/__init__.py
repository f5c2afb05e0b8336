"""The attribution chain of an appearance, entered as a row of steps that reads as a sentence.

``editor``   what a page needs to embed it: context, parse, write
``steps``    the chain as it is sent: JSON from the script, plain fields without it
``naming``   how a plain field names a source: its uid, or its name
``finding``  sources as one types, accents folded; the chain of the passage before
``preview``  the sentence and the origins that a chain yields
``telling``  the chain in one line, for lists
``dialog``   a source made or changed in place
``moves``    the published counts that a change of a source would move
``urls``     the addresses the script asks
"""

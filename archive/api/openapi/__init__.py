"""The feed as OpenAPI 3.1 says it, by drf-spectacular: made from what the feed itself reads and answers.

``operations``  an operation of each view: the schema class that the settings name
``parameters``  the parameters, from the fields they are checked with   ``answers``  statuses, headers, problems
``whole``       the document: every schema by its name, and the files and feeds beside the views (``beside``)
``examples``    answers of the first collection                         ``made``     the document, made once
``reading``     the document as a page for people shows it, by ``rows``  ``views``    both addresses
"""

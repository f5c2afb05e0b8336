"""The page on which a claim is assessed: everything known of it beside the form that judges it.

``urls`` ``page`` ``forms``         the addresses, the page itself, what is typed into it
``targets`` ``verdicts``           records found by words; the decision table
``facts`` ``origins`` ``sides``    the claim told as if the desk's present text were public
``bundle`` ``uncontested``         what goes to review together; background assessed many at a time
"""

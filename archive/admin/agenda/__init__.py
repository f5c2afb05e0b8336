"""What is to be done at the desk, by whom, and in what order it is walked.

``queues``       which records wait: questions for columns, filters and counts
``table``        every queue, said once: its words, its rows, the list it opens, the page it is done on
``dashboard``    the first page: each queue counted
``walking``      from one item of a queue to the next
``assignments``  work given to people
"""

"""Many records at once: tables in and out, and one change to the chosen rows of a list.

``cells``      what stands in a cell: parts and lists as text, formulas made harmless
``columns``    which columns a type of record has
``tables``     bytes of a CSV or XLSX file → rows of text, every bad cell named
``resources``  records → table, over the columns
``desk``       what the desk says about the records of a table
``planning``   table → what would become of each row: new, changed, unchanged, in conflict, wrong
``storage``    an uploaded file between its preview and its confirmation
``importing`` ``exporting`` ``many``   the pages
``rooms``      what the lists of records take from here

Nothing is written here: ``editorial.importing`` and ``editorial.many`` do that.
"""

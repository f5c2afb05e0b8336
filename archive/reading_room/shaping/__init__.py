"""What documents look like: their JSON Schema (2020-12), from the same declarations they are composed from.

``values``     dates, words, uids and the other shapes that all share   ``declared``   public names of a model
``cards``      records as a document names them                         ``claims``     what is computed in a claim
``documents``  every schema by its name                                 ``following``  changes, acts, checkpoint

A new public field stands in a schema by its declaration alone, as it does in the documents.
"""

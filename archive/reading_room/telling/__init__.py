"""Parts of a claim document as sentences, the same for readers and for whoever writes at the desk."""

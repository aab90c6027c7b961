"""What a student types into a search field, as a query of the full-text index: any text is safe."""

from tutor.vocabulary.encodable import replace_surrogates


def split_search(search: str) -> tuple[str, tuple[str, ...]]:
    """The full-text query for the words of a search, and the signs in it that the index does not know.

    Every word is quoted, so that nothing in it is syntax, and matches what begins with it.
    Words without a letter or a digit (`√`, `+`) are no words to the index.
    """
    words = replace_surrogates(search.replace("\0", " ")).split()
    known = [word for word in words if any(map(str.isalnum, word))]
    query = " ".join('"' + word.replace('"', '""') + '"*' for word in known)
    return query, tuple(word for word in words if word not in known)

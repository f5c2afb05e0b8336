"""The languages of the pages: closed words and dates as each of them says it."""

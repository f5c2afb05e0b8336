"""Small pieces of the pages: links that keep the clock, dates, symbols. They decide nothing."""

"""From a problem's text to the task it sets: the whole sentence is understood, or there is no task.

`sentences` makes the text ready and `conditions` takes out where an unknown may lie; `templates` match whole
sentences, `slots` and `numbers` read what stands in them, `makers` make `tasks` of it.
"""

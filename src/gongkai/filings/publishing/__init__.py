"""What the public sees of reports that were published: versions as they were signed, as pages, files and charts."""
